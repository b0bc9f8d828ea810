using FsCheck;
using FsCheck.Fluent;

namespace InfoShare.Tests.Visible;

/// <summary>What becomes of a record, and who may see it meanwhile, at random.</summary>
internal static class Lives
{
    private const string Group = "op-lantern";

    /// <summary>Agencies that labels name: few, so that much is for those who ask.</summary>
    public static string[] Audiences { get; } = ["cn-customs", "cn-market", "cn-court", "de-market", "demo-platform", "demo-pay"];

    private static readonly string[] Kinds = ["customs", "market-regulator", "tax", "judicial", "payment-institution", "platform"];

    private static readonly string[][] OfSanctions = [["repaired"], ["expired"], ["repaired", "retracted"], ["expired", "retracted"]];

    private static readonly string[][] OfAll = [["active"], ["retracted"], ["retracted", "active"], ["active", "retracted"]];

    /// <summary>Its versions, oldest first: most records have one.</summary>
    public static Gen<IReadOnlyList<GivenVersion>> Of(string kind, string publisher) =>
        from later in Gen.Frequency((3, Gen.Constant(Array.Empty<string>())), (2, Gen.Elements(kind == "sanction" ? [.. OfSanctions, .. OfAll] : OfAll)))
        from label in Label(publisher)
        from narrowed in Label(publisher)
        select (IReadOnlyList<GivenVersion>)Versions(later, label, narrowed);

    /// <summary>What is corrected has another label from then on; all else that is done to a record leaves its label as it is.</summary>
    private static List<GivenVersion> Versions(string[] later, GivenLabel label, GivenLabel other)
    {
        var versions = new List<GivenVersion> { new(label, "active") };
        foreach (var status in later)
        {
            var isCorrection = status == "active" && versions[^1].Status == "active";
            if (!isCorrection || !SaySame(label, other))
            {
                versions.Add(new(isCorrection ? other : versions[^1].Label, status));
            }
        }

        return versions;
    }

    /// <summary>What says the same is no correction, and makes no version.</summary>
    private static bool SaySame(GivenLabel one, GivenLabel other) =>
        one.Tlp == other.Tlp && one.Audience.ToHashSet().SetEquals(other.Audience) && one.Except.ToHashSet().SetEquals(other.Except);

    private static Gen<GivenLabel> Label(string publisher) =>
        from colour in Gen.Elements("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
        from count in Gen.Choose(1, 2)
        from audience in Entry(colour, publisher).ArrayOf(count)
        from left in Gen.Elements(Audiences)
        from leavesOut in Gen.Choose(0, 3)
        select colour is "CLEAR"
            ? new GivenLabel(colour)
            : new GivenLabel(colour, colour == "GREEN" ? [] : audience) { Except = leavesOut == 0 && audience.All(entry => entry.Agency is null || colour == "GREEN") ? [left] : [] };

    private static Gen<GivenEntry> Entry(string colour, string publisher)
    {
        var agencies = Gen.Elements(Audiences).Select(agency => new GivenEntry(agency));
        var strict = GivenAgency.Of(publisher).Groups.Contains(Group) ? Gen.OneOf(agencies, Gen.Constant(new GivenEntry(Group: Group))) : agencies;
        return colour switch
        {
            "AMBER" => Gen.OneOf(
                strict,
                Gen.Elements(Kinds).Select(kind => new GivenEntry(Kind: kind)),
                Gen.Elements("CN", "DE").Select(country => new GivenEntry(Jurisdiction: country)),
                Gen.Elements("home", "partner").Select(membership => new GivenEntry(Membership: membership))),
            "AMBER+STRICT" => strict,
            _ => agencies,
        };
    }
}
