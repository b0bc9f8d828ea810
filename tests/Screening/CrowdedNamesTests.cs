using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Screening;

/// <summary>Nobody can push another merchant out of the answer by publishing one name many times.</summary>
public sealed class CrowdedNamesTests
{
    [Theory]
    [InlineData(75, 0)]
    [InlineData(1500, 0)]
    [InlineData(75, 2000)]
    public void Many_Records_Of_One_Name_Take_One_Place(int visible, int hidden)
    {
        var hub = new IndexFixture();
        var other = hub.Publish("cn-customs", "C-0", IndexFixture.Green, name: "Quintana Marlin Maritime Lines Inc");
        for (var at = 0; at < visible; at++)
        {
            hub.Publish("cn-customs", $"V-{at}", IndexFixture.Green, name: "Quintana Marlin Shipping Co Ltd");
        }

        for (var at = 0; at < hidden; at++)
        {
            hub.Publish("cn-customs", $"H-{at}", IndexFixture.AmberFor("cn-tax"), name: "Quintana Marlin Shipping Co Ltd");
        }

        var found = Found(hub, "Quintana Marlin Maritime");

        Assert.Contains(other, found.Select(hit => hit.Id));
        Assert.Equal(1 + Math.Min(visible, ComparedNames.MaxRecords), found.Count);
    }

    [Fact]
    public void Records_Of_One_Name_Have_One_Score_And_The_Reasons_Of_Their_Own()
    {
        var hub = new IndexFixture();
        var ids = Enumerable.Range(0, 3).Select(at => hub.Publish("cn-customs", $"V-{at}", IndexFixture.Green, name: "Ostwind Global Trading Ltd")).Reverse().ToList();

        var found = Found(hub, "Ostwind Trading Ltd");

        Assert.Equal(ids, found.Select(hit => hit.Id));
        Assert.Single(found.Select(hit => hit.Score).Distinct());
        Assert.All(found, hit => Assert.Contains("words-added", hit.Features));
    }

    private static List<(RecordId Id, double Score, string[] Features)> Found(IndexFixture hub, string name) =>
    [
        .. new MerchantScreening(hub.Index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now).Find(new() { Names = [name], Threshold = 0.1 })
            .Select(hit => (hit.Record.Header.Id, hit.Score, hit.Reasons.Select(reason => reason.Feature).ToArray())),
    ];
}
