using FsCheck;
using FsCheck.Fluent;

namespace InfoShare.Tests.Visible;

/// <summary>Populations at random: few agencies and few identifiers, so that much meets; every colour, audience, kind and status.</summary>
internal static class Populations
{
    /// <summary>Identifiers that the records of a population share.</summary>
    public const int SharedIdentifiers = 4;

    private const int MaxRecords = 12;

    private static readonly string[] Publishers = ["cn-customs", "cn-market", "cn-tax", "cn-finance", "de-customs", "demo-platform", "demo-pay"];

    private static readonly string[][] RoleSets =
    [
        ["reader"], ["analyst"], ["reader", "case-officer"], ["analyst", "case-officer"], ["case-officer"], ["publisher", "analyst"], ["publisher"], ["feed"], ["feed", "reader"],
    ];

    /// <summary>A failing one is made smaller: fewer callers, fewer records, plainer records.</summary>
    public static Arbitrary<Population> Any { get; } = Arb.From(Whole(), Smaller);

    private static Gen<Population> Whole() =>
        from count in Gen.Choose(4, MaxRecords)
        from records in Record(count).ArrayOf(count)
        from callers in Caller().ArrayOf(3)
        select new Population(records, callers);

    private static Gen<GivenCaller> Caller() =>
        from agency in Gen.Frequency((3, Gen.Elements(Lives.Audiences).Select(GivenAgency.Of)), (1, Gen.Elements(GivenAgency.All)))
        from statesPurpose in Gen.Elements(true, true, false)
        from roles in Gen.Elements(RoleSets)
        select new GivenCaller(agency, statesPurpose, roles);

    private static Gen<PlannedRecord> Record(int count) =>
        from publisher in Gen.Elements(Publishers)
        from kind in Gen.Elements(KindsOf(publisher))
        from life in Lives.Of(kind, publisher)
        from shared in Gen.Choose(0, SharedIdentifiers - 1).ArrayOf(3)
        from sharedCount in Gen.Choose(0, 3)
        from unverified in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from mentioned in Gen.Choose(-SharedIdentifiers, SharedIdentifiers - 1)
        from relatedCount in Gen.Choose(0, 3)
        from related in Gen.Choose(0, count - 1).ArrayOf(relatedCount)
        select new PlannedRecord(kind, publisher, life)
        {
            Shared = [.. shared.Take(sharedCount).Distinct()],
            IsUnverified = unverified,
            Mentioned = mentioned < 0 ? null : mentioned,
            Related = [.. related.Distinct()],
        };

    private static string[] KindsOf(string publisher) => publisher switch
    {
        "demo-platform" => ["case"],
        "demo-pay" => ["alert"],
        "cn-finance" => ["sanction", "case", "alert"],
        _ => ["sanction", "sanction", "case"],
    };

    private static IEnumerable<Population> Smaller(Population population)
    {
        if (population.Callers.Count > 1)
        {
            foreach (var caller in population.Callers)
            {
                yield return population with { Callers = [caller] };
            }
        }

        for (var place = 0; place < population.Records.Count && population.Records.Count > 1; place++)
        {
            yield return population with { Records = [.. Without(population.Records, place)] };
        }

        for (var place = 0; place < population.Records.Count; place++)
        {
            foreach (var plainer in Plainer(population.Records[place]))
            {
                yield return population with { Records = [.. population.Records.Take(place), plainer, .. population.Records.Skip(place + 1)] };
            }
        }
    }

    /// <summary>Those that come after it move up, and are related as before.</summary>
    private static IEnumerable<PlannedRecord> Without(IReadOnlyList<PlannedRecord> records, int gone) =>
        records.Where((_, place) => place != gone).Select(record => record with
        {
            Related = [.. record.Related.Where(place => place != gone).Select(place => place > gone ? place - 1 : place)],
        });

    private static IEnumerable<PlannedRecord> Plainer(PlannedRecord record)
    {
        if (record.Life.Count > 1)
        {
            yield return record with { Life = [record.Life[0]] };
        }

        if (record.Related.Count > 0)
        {
            yield return record with { Related = [.. record.Related.Skip(1)] };
        }

        if (record.Shared.Count > 0)
        {
            yield return record with { Shared = [.. record.Shared.Skip(1)] };
        }

        if (record.Mentioned is not null)
        {
            yield return record with { Mentioned = null };
        }
    }
}
