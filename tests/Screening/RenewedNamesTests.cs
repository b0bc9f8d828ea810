using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Screening;

/// <summary>Names that corrections and retractions have taken away leave the index of names, and nobody sees when.</summary>
public sealed class RenewedNamesTests
{
    private static readonly string[] Words = ["Ostwind", "Ostwinde", "Nordlicht", "Trading", "Handel", "Logistics", "Shenzhen", "深圳", "GmbH", "Ltd", "Haikang", "海康", "7"];

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(2)]
    public void A_Record_That_Is_Corrected_Again_And_Again_Does_Not_Make_The_Index_Grow(int names)
    {
        var hub = Filled(300);
        var size = hub.Index.View().Content.Names.SizeInBytes;
        for (var at = 0; at < 20_000; at++)
        {
            hub.Publish("cn-customs", "C-1", IndexFixture.Green, name: $"Ostwind {at % names:x} Trading Ltd");
        }

        Assert.InRange(hub.Index.View().Content.Names.Count, 301, 3000);
        Assert.InRange(hub.Index.View().Content.Names.SizeInBytes, size, 3 * size);
    }

    [Fact]
    public void Records_That_Are_All_Corrected_Or_Retracted_Leave_As_Many_Names_As_There_Are_And_Some()
    {
        var hub = Filled(3000);
        for (var round = 0; round < 6; round++)
        {
            for (var at = 0; at < 3000; at++)
            {
                hub.Publish("cn-customs", $"F-{at}", IndexFixture.Green, name: $"Nordlicht {round} Handel {at:x} GmbH");
            }
        }

        Assert.InRange(hub.Index.View().Content.Names.Count, 3000, 6000);

        foreach (var id in hub.Order.Skip(100))
        {
            hub.Retract(id);
        }

        Assert.InRange(hub.Index.View().Content.Names.Count, 100, 2000);
    }

    [Fact]
    public void Whatever_Has_Gone_The_Answers_Are_Those_Of_What_Is_There()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var (random, corrected) = (new Random(seed), new IndexFixture());
            for (var at = 0; at < 3000; at++)
            {
                var reference = $"R-{random.Next(600)}";
                if (random.Next(8) == 0 && corrected.Current.ContainsKey(IndexFixture.Id("cn-customs", reference)))
                {
                    corrected.Retract(IndexFixture.Id("cn-customs", reference));
                }
                else
                {
                    corrected.Publish("cn-customs", reference, IndexFixture.Green, name: Name(random));
                }

                if (at % 250 == 0)
                {
                    AssertSame(random, corrected, Published(corrected));
                }
            }
        }
    }

    [Fact]
    public void A_Record_That_Had_A_Name_Many_Times_Counts_Once_Among_Those_That_Have_It()
    {
        var hub = new IndexFixture();
        var others = Enumerable.Range(0, 50).Select(at => hub.Publish("cn-customs", $"O-{at}", IndexFixture.Green, name: "Ostwind Trading Ltd")).ToList();
        for (var at = 0; at < 10 * ComparedNames.MaxRecords; at++)
        {
            // So many others that the index is not made anew meanwhile.
            hub.Publish("cn-customs", $"M-{at}", IndexFixture.Green, name: $"Quarz {at:x} AG");
            if (at % 4 == 0)
            {
                hub.Publish("cn-customs", "A-1", IndexFixture.Green, name: at % 8 == 0 ? "Ostwind Trading Ltd" : "Nordlicht Handel GmbH");
            }
        }

        hub.Publish("cn-customs", "A-1", IndexFixture.Green, name: "Ostwind Trading Ltd");
        var found = Find(hub.Index, new() { Names = ["Ostwind Trading Ltd"] }).Select(hit => hit.Id).ToList();

        Assert.Equal(51, found.Count);
        Assert.Subset(found.ToHashSet(), others.ToHashSet());
    }

    private static void AssertSame(Random random, IndexFixture one, MerchantIndex other)
    {
        for (var ask = 0; ask < 5; ask++)
        {
            var query = new ScreeningQuery { Names = [Name(random)], Threshold = random.NextDouble() * 0.8, IsPart = random.Next(2) == 0 };
            Assert.Equal(Find(other, query), Find(one.Index, query));
        }
    }

    /// <summary>An index that has never had anything but the newest versions.</summary>
    private static MerchantIndex Published(IndexFixture hub)
    {
        var index = new MerchantIndex(TimeProvider.System);
        foreach (var id in hub.Order)
        {
            index.Apply(new(index.Position, hub.Current[id]));
        }

        return index;
    }

    private static List<(RecordId Id, double Score, string Name)> Find(MerchantIndex index, ScreeningQuery query) =>
        [.. new MerchantScreening(index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now).Find(query).Select(hit => (hit.Record.Header.Id, hit.Score, hit.Name))];

    private static IndexFixture Filled(int records)
    {
        var hub = new IndexFixture();
        for (var at = 0; at < records; at++)
        {
            hub.Publish("cn-customs", $"F-{at}", IndexFixture.Green, name: $"Nordlicht Handel {at:x} GmbH");
        }

        return hub;
    }

    private static string Name(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)]));
}
