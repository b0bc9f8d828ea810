using InfoShare.Merchants;
using InfoShare.Screening;
using InfoShare.Tests.Merchants;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Snapshots;

/// <summary>The name index out of a snapshot's memory, with more names and words than one segment of its columns holds.</summary>
public sealed class ScreeningFromSnapshotTests : IDisposable
{
    private const int Merchants = 6000;

    private readonly EmbeddedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_Name_Among_Thousands_Like_It_Is_Found_Before_And_After_A_Cold_Start()
    {
        var fixture = new SnapshotFixture(_store.Tables, _store.Store.Blobs);
        Publish(fixture.Hub, 0, Merchants);
        await fixture.BuildAsync();
        var (cold, start) = await fixture.StartColdAsync();

        Assert.NotNull(start.From);
        Assert.Equal("Nordlicht Handelsgesellschaft 0000000017 mbH", Best(fixture.Hub.Index));
        Assert.Equal("Nordlicht Handelsgesellschaft 0000000017 mbH", Best(cold));
    }

    [Fact]
    public async Task Names_That_Had_Gone_Before_A_Snapshot_Leave_The_Index_After_A_Cold_Start()
    {
        var fixture = new SnapshotFixture(_store.Tables, _store.Store.Blobs);
        Publish(fixture.Hub, 0, 400);
        Correct(fixture.Hub, 400);
        await fixture.BuildAsync();
        Correct(fixture.Hub, 300);
        var (cold, start) = await fixture.StartColdAsync();

        Assert.NotNull(start.From);
        Assert.InRange(cold.View().Content.Names.Count, 400, 1000);
        Assert.Equal("Nordlicht Handelsgesellschaft 0000000017 mbH", Best(cold));
    }

    private static void Correct(IndexFixture hub, int times)
    {
        for (var at = 0; at < times; at++)
        {
            hub.Publish("de-bvl", "399", IndexFixture.Green, name: $"Ostwind {hub.Entries.Count:D10} mbH");
        }
    }

    private static void Publish(IndexFixture hub, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            hub.Publish("de-bvl", $"{number}", IndexFixture.Green, name: $"Nordlicht Handelsgesellschaft {number:D10} mbH");
        }
    }

    private static string? Best(MerchantIndex index) =>
        new MerchantScreening(index.View(), IndexFixture.Reader("nl-customs"), IndexFixture.Now)
            .Find(new() { Names = ["Nordlicht Handelsgeselschaft 0000000017 mbH"] }) is [var best, ..] ? best.Name : null;
}
