using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Sequencing;

/// <summary>What a reader of the sequence notices when its store is another than it was.</summary>
public sealed class SequenceWatchTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    private string _epoch = "";

    private SequenceWatch _watch = null!;

    private ITables Tables => _hub.Services.GetRequiredService<ITables>();

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartWithAgenciesAsync();
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("one"));
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("two"));
        _epoch = await SequenceHead.LoadEpochAsync(Tables, CancellationToken.None);
        var reader = _hub.Services.GetRequiredService<SequenceReader>();
        _watch = new(Tables, reader);
        await foreach (var version in reader.ReadAsync(SequenceIndex.Zero, _epoch, CancellationToken.None))
        {
            _watch.Saw(version);
        }

        await _watch.CheckAsync(_epoch, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_Sequence_That_Goes_On_Is_The_Same()
    {
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("three"));
        await _watch.CheckAsync(_epoch, CancellationToken.None);
    }

    [Fact]
    public async Task A_Head_That_Is_Behind_Where_It_Was_Is_A_Store_That_Went_Back()
    {
        await SetHeadAsync(100);
        await _watch.CheckAsync(_epoch, CancellationToken.None);
        await SetHeadAsync(99);
        await AssertWentBackAsync(isAnnounced: false);
    }

    [Fact]
    public async Task A_Place_That_Is_Taken_By_Another_Version_Is_A_Store_That_Went_Back()
    {
        var partition = StorageNames.SequenceRows.Partition(SequenceIndex.Zero);
        var first = await Tables.GetAsync(StorageNames.Tables.Sequence, partition, StorageNames.SequenceRows.Row(SequenceIndex.Zero), CancellationToken.None);
        await MergeAsync(
            StorageNames.Tables.Sequence, partition, StorageNames.SequenceRows.Row(SequenceIndex.Zero.Next), new Properties { { "entry", first!.Properties.GetBinary("entry")!.Value } });
        await AssertWentBackAsync(isAnnounced: false);
    }

    [Fact]
    public async Task Another_Epoch_Is_A_Restore_That_Was_Announced()
    {
        await SequenceHead.RenewEpochAsync(Tables, CancellationToken.None);
        await AssertWentBackAsync(isAnnounced: true);
    }

    /// <summary>Behind all rows, where no sequencer of the hub has anything to move it for.</summary>
    private Task SetHeadAsync(int next) =>
        MergeAsync(StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, StorageNames.SequenceRows.HeadRow, new Properties { { "next", next } });

    private async Task AssertWentBackAsync(bool isAnnounced)
    {
        var noticed = await Assert.ThrowsAsync<SequenceWentBackException>(() => _watch.CheckAsync(_epoch, CancellationToken.None));
        Assert.Equal(isAnnounced, noticed.IsAnnounced);
    }

    private async Task MergeAsync(string table, string partition, string row, Properties properties) =>
        Assert.IsType<CommitOutcome.Committed>(await Tables.CommitAsync(table, partition, [new TableWrite.Merge(row, properties, null)], CancellationToken.None));
}
