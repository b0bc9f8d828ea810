using System.Runtime.CompilerServices;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// All records as they stood at one index of the sequence, in the order of their ids, without sorting and in bounded memory.
/// </summary>
/// <remarks>
/// <para>Order: an id begins with its kind and its shard, so shard after shard, each read in key order, is id order.</para>
/// <para>State: the index is one below which the sequencer has confirmed its work (<see cref="SequenceHead.Next"/>), so each version before it
/// is committed and its row stamped with its place; version rows are never changed otherwise, nor removed. A row without a stamp, or with
/// one at or after the index, has come since and is passed over, whenever its page is read. Of what is left the last version is the
/// current one, for a record's versions stand in the sequence in their order. So what is read is the state at the index, however long
/// the reading takes and whatever is published meanwhile.</para>
/// </remarks>
public sealed class RecordScan(ITables tables)
{
    /// <summary>Rows read at once: a page of the largest records is 15 MiB.</summary>
    private const int PageRows = 250;

    /// <param name="end">The first index that does not count; not above the sequence's head.</param>
    public async IAsyncEnumerable<StoredVersion> ReadAsync(RecordKind kind, SequenceIndex end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var shard in StorageNames.RecordRows.Shards)
        {
            (Entity Row, string Record)? last = null;
            await foreach (var row in RowsAsync(kind, shard, cancellationToken))
            {
                if (row.Properties.GetInt64("index") is not { } index || index >= end.Value)
                {
                    continue;
                }

                var record = StorageNames.RecordRows.RecordOf(row.Row);
                if (last is { } before && before.Record != record)
                {
                    yield return VersionRow.Read(before.Row).ToStored();
                }

                last = (row, record);
            }

            if (last is { } final)
            {
                yield return VersionRow.Read(final.Row).ToStored();
            }
        }
    }

    /// <summary>The next page is asked for while the one before it is worked on.</summary>
    private async IAsyncEnumerable<Entity> RowsAsync(RecordKind kind, string shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.RecordRows.Versions(kind);
        Task<EntityPage>? next = PageAsync(null);
        while (next is not null)
        {
            var page = await next;
            next = page.Continuation is { } continuation ? PageAsync(continuation) : null;
            foreach (var row in page.Entities)
            {
                yield return row;
            }
        }

        Task<EntityPage> PageAsync(string? continuation) => Task.Run(
            async () => await tables.QueryAsync(StorageNames.Tables.Records, shard, from, to, PageRows, continuation, cancellationToken), cancellationToken);
    }
}
