using FsCheck;
using FsCheck.Fluent;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Tests.Merchants;

/// <summary>What is published, corrected and retracted, and what is then asked by whom. Few agencies and identifiers, so that much meets.</summary>
internal sealed record PlannedHub(IReadOnlyList<PlannedStep> Steps, IReadOnlyList<(Caller Caller, Identifier Identifier)> Questions)
{
    private static readonly string[] Agencies = ["cn-customs", "de-bvl", "nl-customs", "pay-one"];

    private static readonly string[] Schemes = ["vat", "lei", "domain", "mid"];

    /// <summary>A failing one is made smaller: fewer questions, fewer steps.</summary>
    /// <param name="steps">At most; half as many at least.</param>
    public static Arbitrary<PlannedHub> Of(int steps) => Arb.From(
        from count in Gen.Choose(steps / 2, steps)
        from planned in Step(steps).ArrayOf(count)
        from questions in Question().ArrayOf(20)
        select new PlannedHub(planned, questions),
        plan => Fewer(plan.Questions).Select(questions => plan with { Questions = questions }).Concat(Fewer(plan.Steps).Select(fewer => plan with { Steps = fewer })));

    public IndexFixture Build()
    {
        var hub = new IndexFixture();
        foreach (var step in Steps)
        {
            step.Take(hub);
        }

        return hub;
    }

    public override string ToString() => $"questions:\n  {string.Join("\n  ", Questions)}\nsteps:\n  {string.Join("\n  ", Steps)}";

    private static Gen<(Caller Caller, Identifier Identifier)> Question() =>
        from agency in Gen.Elements(Agencies)
        from kind in Gen.Elements(AgencyKind.Customs, AgencyKind.Customs, AgencyKind.PaymentInstitution)
        from roles in Gen.Elements(Roles.Reader, Roles.CaseOfficer, Roles.Feed, Roles.Publisher | Roles.Reader, Roles.Auditor)
        from purpose in Gen.Elements<Purpose?>(new("investigation", null), null)
        from identifier in Identifier()
        select (new Caller { Agency = AgencyId.Parse(agency), Kind = kind, Jurisdiction = "DE", Roles = roles, Purpose = purpose }, identifier with { Unverified = false });

    /// <summary>References come again: then it is a correction.</summary>
    private static Gen<PlannedStep> Step(int references) =>
        from publisher in Gen.Elements(Agencies)
        from reference in Gen.Choose(0, references)
        from kind in Gen.Elements(Enum.GetValues<RecordKind>())
        from label in Label()
        from count in Gen.Choose(0, 3)
        from identifiers in Identifier().ArrayOf(count)
        from isTrading in Gen.Elements(true, false, false)
        from party in Gen.Frequency((3, Gen.Constant<Identifier?>(null)), (1, Identifier().Select(identifier => (Identifier?)(identifier with { Unverified = false }))))
        from status in Gen.Frequency((7, Gen.Constant(RecordStatus.Active)), (1, Gen.Constant(RecordStatus.Expired)))
        from publicity in Gen.Elements<int?>(null, null, null, null, null, null, null, -1, 0, 1)
        from isRetracted in Gen.Elements(true, false, false, false, false, false, false, false)
        select new PlannedStep(publisher, $"{reference}", kind, label, [.. identifiers.DistinctBy(each => (each.Scheme, each.Value))], isTrading, party, status, publicity, isRetracted);

    private static Gen<Identifier> Identifier() =>
        from scheme in Gen.Elements(Schemes)
        from value in Gen.Choose(0, 7)
        from unverified in Gen.Elements(true, false, false, false, false)
        select new Identifier(scheme, $"value{value}", unverified);

    private static Gen<Label> Label() =>
        from tlp in Gen.Elements(Enum.GetValues<Tlp>())
        from audience in Gen.Elements(Agencies)
        from except in Gen.Elements(Agencies)
        from leavesOut in Gen.Elements(true, false, false, false, false, false)
        select new Label
        {
            Tlp = tlp,
            Audience = tlp < Tlp.Amber ? [] : [new() { Agency = AgencyId.Parse(audience) }],
            Except = leavesOut ? [AgencyId.Parse(except)] : [],
        };

    /// <summary>One half, the other half, and all but one of a few.</summary>
    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> list)
    {
        var half = list.Count / 2;
        var halves = list.Count > 1 ? new IReadOnlyList<T>[] { [.. list.Take(half)], [.. list.Skip(half)] } : [];
        return halves.Concat(Enumerable.Range(0, list.Count > 1 ? list.Count : 0).Select(gone => (IReadOnlyList<T>)[.. list.Where((_, place) => place != gone)]));
    }
}
