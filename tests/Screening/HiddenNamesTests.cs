using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Screening;

/// <summary>A record that the caller may not see moves no score, no order and no list of candidates.</summary>
public sealed class HiddenNamesTests
{
    private static readonly string[] Words =
    [
        "Ostwind", "Ostwinde", "Nordlicht", "Nordlich", "Trading", "Handel", "Logistics", "Bank", "Shenzhen", "深圳", "GmbH", "Ltd", "ООО", "Торговля", "Haikang",
        "Hai Kang", "海康", "7", "8", "International", "Institute", "OTL", "Lan", "Lanlu",
    ];

    [Fact]
    public void A_Screening_Is_What_The_Visible_Records_Alone_Give()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (mixed, alone) = (new IndexFixture(), new IndexFixture());
            for (var at = 0; at < 400; at++)
            {
                var name = RandomName(random);
                var isHidden = random.Next(3) > 0;
                mixed.Publish("cn-customs", $"R-{at}", isHidden ? IndexFixture.AmberFor("cn-tax") : IndexFixture.Green, name: name);
                if (!isHidden)
                {
                    alone.Publish("cn-customs", $"R-{at}", IndexFixture.Green, name: name);
                }

                // Hidden records that are corrected again and again make the index leave out what has gone: nothing of that is seen either.
                mixed.Publish("cn-customs", $"H-{random.Next(9)}", IndexFixture.AmberFor("cn-tax"), name: RandomName(random));
                mixed.Publish("cn-customs", $"H-{random.Next(9)}", IndexFixture.AmberFor("cn-tax"), name: RandomName(random));
            }

            for (var ask = 0; ask < 10; ask++)
            {
                var query = new ScreeningQuery { Names = [RandomName(random)], Threshold = random.NextDouble() * 0.8, IsPart = random.Next(2) == 0 };
                Assert.Equal(Found(alone, query), Found(mixed, query));
            }
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5000)]
    public void Many_Hidden_Names_That_Match_Better_Take_No_Place(int hidden)
    {
        var hub = new IndexFixture();
        var visible = new List<RecordId>();
        for (var at = 0; at < hidden; at++)
        {
            hub.Publish("cn-customs", $"H-{at}", IndexFixture.AmberFor("cn-tax"), name: "Ostwind Trading Ltd");
            if (at % 50 == 0)
            {
                visible.Insert(0, hub.Publish("cn-customs", $"V-{at}", IndexFixture.Green, name: $"Ostwind Trading {at} Ltd"));
            }
        }

        var found = Found(hub, new() { Names = ["Ostwind Trading Ltd"], Threshold = 0.1 });

        Assert.Equal(Math.Min(visible.Count, MerchantScreening.MaxCompared), found.Count);
        Assert.All(found, hit => Assert.Contains(hit.Id, visible));
    }

    [Fact]
    public void Dismissed_Records_Take_No_Place_Either()
    {
        var hub = new IndexFixture();
        var dismissed = Enumerable.Range(0, 200).Select(at => hub.Publish("cn-customs", $"D-{at}", IndexFixture.Green, name: "Ostwind Trading Ltd")).ToHashSet();
        var left = hub.Publish("cn-customs", "L-1", IndexFixture.Green, name: "Ostwind Trading Ltd");

        var hit = Assert.Single(Found(hub, new() { Names = ["Ostwind Trading Ltd"], Excluding = dismissed }));

        Assert.Equal((left, 1.0), (hit.Id, hit.Score));
    }

    [Fact]
    public void A_Name_That_A_Correction_Has_Replaced_Or_A_Retraction_Removed_Finds_Nothing()
    {
        var hub = new IndexFixture();
        var id = hub.Publish("cn-customs", "C-1", IndexFixture.Green, name: "Ostwind Trading Ltd");
        hub.Publish("cn-customs", "C-1", IndexFixture.Green, name: "Nordlicht Handel GmbH");

        Assert.Empty(Found(hub, new() { Names = ["Ostwind Trading Ltd"] }));
        Assert.Equal(id, Assert.Single(Found(hub, new() { Names = ["Nordlicht Handel GmbH"] })).Id);

        hub.Publish("cn-customs", "C-1", IndexFixture.Green, name: "Ostwind Trading Ltd");
        Assert.Equal(id, Assert.Single(Found(hub, new() { Names = ["Ostwind Trading Ltd"] })).Id);

        hub.Retract(id);
        Assert.Empty(Found(hub, new() { Names = ["Ostwind Trading Ltd"] }));
    }

    private static List<(RecordId Id, double Score, string Name)> Found(IndexFixture hub, ScreeningQuery query) =>
        [.. new MerchantScreening(hub.Index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now).Find(query).Select(hit => (hit.Record.Header.Id, hit.Score, hit.Name))];

    private static string RandomName(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)]));
}
