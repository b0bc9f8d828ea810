using InfoShare.Access;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Snapshots;
using InfoShare.Storage;

namespace InfoShare.Benchmarks.Hub;

/// <summary>Fills a hub's store with sanctions as the record store and the sequencer leave them: version rows with their stamps, the sequence, and a snapshot of the index.</summary>
internal static class DatasetStoreFilling
{
    private const int RowsOfCommit = 60;

    public static async Task FillAsync(string folder, int records)
    {
        using var store = new SqliteStore(folder);
        var keys = await HubKeys.LoadAsync(store.Blobs, CancellationToken.None);
        var index = new MerchantIndex(TimeProvider.System);
        var ids = new RecordId[records];
        for (var number = 0; number < records; number++)
        {
            ids[number] = EntryOf(keys, number).Header.Id;
        }

        var byShard = Enumerable.Range(0, records).GroupBy(number => ids[number].Shard).SelectMany(shard => shard.Chunk(RowsOfCommit));
        await Parallel.ForEachAsync(byShard, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (numbers, cancellationToken) =>
            await CommitAsync(store, StorageNames.Tables.Records, ids[numbers[0]].Shard, numbers.Select(number => VersionOf(keys, number))));
        await Parallel.ForEachAsync(Enumerable.Range(0, records).Chunk(100), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (numbers, cancellationToken) =>
            await CommitAsync(store, StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(new(numbers[0])), numbers.Select(number => SequencedOf(keys, number))));
        for (var number = 0; number < records; number++)
        {
            index.Apply(new(new(number), EntryOf(keys, number)));
        }

        var head = await SequenceHead.LoadAsync(store.Tables, CancellationToken.None);
        await head.MoveAsync(store.Tables, new(records), CancellationToken.None);
        await new IndexSnapshots(index, store.Blobs, store.Tables, new() { AfterEntries = 1 }, TimeProvider.System).BuildAsync(head.Epoch, CancellationToken.None);
    }

    private static SequenceEntry EntryOf(HubKeys keys, int number)
    {
        var entry = InventedEntry.Of(number);
        return entry with { Header = entry.Header with { Id = RecordId.Of(keys.RecordIds.Span, entry.Header.Publisher, RecordKind.Sanction, entry.Header.Reference) } };
    }

    private static TableWrite.Insert VersionOf(HubKeys keys, int number)
    {
        var header = EntryOf(keys, number).Header;
        var properties = VersionRow.New(header, InventedSanction.Body(number), "0123456789abcdef0123456789abcdef").ToProperties();
        properties.Add("index", number);
        return new(StorageNames.RecordRows.Version(header.Id, 1), properties);
    }

    private static TableWrite.Insert SequencedOf(HubKeys keys, int number)
    {
        var entry = EntryOf(keys, number);
        return new SequenceRow(new(number), entry.Header.Id, 1, $"p~{number}", PendingRow.Encode(entry)).ToInsert();
    }

    private static async Task CommitAsync(SqliteStore store, string table, string partition, IEnumerable<TableWrite> writes)
    {
        var outcome = await store.Tables.CommitAsync(table, partition, [.. writes], CancellationToken.None);
        if (outcome is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException($"{table} could not be written: {outcome}");
        }
    }
}
