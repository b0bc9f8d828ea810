using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Tests.Merchants;

/// <summary>Hubs at random, with few agencies and identifiers, so that much meets.</summary>
internal static class RandomHub
{
    private static readonly string[] Agencies = ["cn-customs", "de-bvl", "nl-customs", "pay-one"];

    private static readonly string[] Schemes = ["vat", "lei", "domain", "mid"];

    /// <summary>Publishes, corrects and retracts.</summary>
    public static void Fill(IndexFixture hub, Random random, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var kind = (RecordKind)random.Next(3);
            var id = hub.Publish(
                Agencies[random.Next(Agencies.Length)],
                $"{random.Next(steps)}",
                Label(random),
                [.. Enumerable.Range(0, random.Next(4)).Select(_ => Identifier(random)).DistinctBy(each => (each.Scheme, each.Value))],
                random.Next(3) == 0 ? "Ostwind Trading GmbH" : "Ostwind",
                random.Next(4) == 0 ? [new("declarant", [], [Identifier(random) with { Unverified = false }], null)] : [],
                kind,
                random.Next(8) == 0 ? RecordStatus.Expired : RecordStatus.Active,
                random.Next(5) == 0 ? IndexFixture.Now.AddDays(random.Next(-1, 2)) : null);
            if (random.Next(8) == 0)
            {
                hub.Retract(id);
            }
        }
    }

    public static Identifier Identifier(Random random) =>
        new(Schemes[random.Next(Schemes.Length)], $"value{random.Next(8)}", random.Next(5) == 0);

    public static Label Label(Random random)
    {
        var tlp = (Tlp)random.Next(5);
        return new()
        {
            Tlp = tlp,
            Audience = tlp < Tlp.Amber ? [] : [new() { Agency = AgencyId.Parse(Agencies[random.Next(Agencies.Length)]) }],
            Except = random.Next(6) == 0 ? [AgencyId.Parse(Agencies[random.Next(Agencies.Length)])] : [],
        };
    }
}
