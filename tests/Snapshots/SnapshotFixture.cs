using InfoShare.Merchants;
using InfoShare.Sequencing;
using InfoShare.Snapshots;
using InfoShare.Storage;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Snapshots;

/// <summary>A hub whose sequence is in a store, so that other instances can start cold beside it.</summary>
internal sealed class SnapshotFixture(ITables tables, IBlobs blobs)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private int _sequenced;

    public IndexFixture Hub { get; } = new();

    public ITables Tables => tables;

    public IBlobs Blobs => blobs;

    /// <summary>Puts what the hub has published into the store's sequence.</summary>
    public async Task SequenceAsync()
    {
        for (; _sequenced < Hub.Entries.Count; _sequenced++)
        {
            var (index, entry) = (new SequenceIndex(_sequenced), Hub.Entries[_sequenced]);
            var row = new SequenceRow(index, entry.Header.Id, entry.Header.Version, "p~0", PendingRow.Encode(entry));
            Assert.IsType<CommitOutcome.Committed>(
                await tables.CommitAsync(StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(index), [row.ToInsert()], None));
        }
    }

    public Task<string> EpochAsync() => SequenceHead.LoadEpochAsync(tables, None);

    public IndexSnapshots Of(MerchantIndex index, IBlobs? otherBlobs = null, ITables? otherTables = null, int afterEntries = 1) =>
        new(index, otherBlobs ?? blobs, otherTables ?? tables, new() { AfterEntries = afterEntries }, TimeProvider.System);

    /// <summary>Writes a snapshot of the hub as it is.</summary>
    public async Task<SnapshotBuild.Built> BuildAsync()
    {
        await SequenceAsync();
        return Assert.IsType<SnapshotBuild.Built>(await Of(Hub.Index).BuildAsync(await EpochAsync(), None));
    }

    /// <summary>A new instance: from a snapshot if there is one of use, and then to the end of the sequence.</summary>
    public async Task<(MerchantIndex Index, SnapshotStart Start)> StartColdAsync(IBlobs? otherBlobs = null)
    {
        await SequenceAsync();
        var index = new MerchantIndex(TimeProvider.System);
        var start = await Of(index, otherBlobs).StartAsync(await EpochAsync(), None);
        Assert.Equal(start.From ?? SequenceIndex.Zero, index.Position);
        await foreach (var version in new SequenceReader(tables, SequencingLimits.Default).ReadAsync(index.Position, "", None))
        {
            index.Apply(version);
        }

        Assert.Equal(Hub.Entries.Count, index.Position.Value);
        return (index, start);
    }

    /// <summary>The names of the stored snapshots, in ordinal order.</summary>
    public async Task<List<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in blobs.ListAsync(StorageNames.Containers.Snapshots, "", None))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public async Task<byte[]> ReadAsync(string name)
    {
        await using var content = await blobs.OpenReadAsync(StorageNames.Containers.Snapshots, name, 0, null, None);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy);
        return copy.ToArray();
    }

    public async Task WriteAsync(string name, byte[] content) =>
        await blobs.WriteAsync(StorageNames.Containers.Snapshots, name, new MemoryStream(content), new BlobCondition.Always(), None);
}
