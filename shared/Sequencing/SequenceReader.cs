using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// Reads the sequence in index order, also beyond the head: a row that is there never changes, whether its pending row is cleaned up
/// or not.
/// </summary>
public sealed class SequenceReader(ITables tables)
{
    private const int PageRows = 250;

    /// <summary>
    /// Every entry from <paramref name="from"/> to the present end. Stops at the first missing index, and enters the next partition only
    /// after the last row of this one: rows of two partitions are not read at one instant, so whoever looked ahead could take a later
    /// row and miss an earlier one.
    /// </summary>
    /// <param name="from">The first index that the caller has not seen yet.</param>
    public async IAsyncEnumerable<Sequenced> ReadAsync(SequenceIndex from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(from, cancellationToken))
        {
            yield return new(SequenceRow.IndexOf(row), PendingRow.Decode(EntryProperty.Read(row.Properties)));
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, for who does not ask whom the records are about: that is passed over unread.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async IAsyncEnumerable<SequencedHeader> ReadHeadersAsync(SequenceIndex from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(from, cancellationToken))
        {
            yield return new(SequenceRow.IndexOf(row), PendingRow.DecodeHeader(EntryProperty.Read(row.Properties)));
        }
    }

    /// <summary>The entry at one index, or null. One point read.</summary>
    public async ValueTask<SequenceEntry?> FindAsync(SequenceIndex index, CancellationToken cancellationToken) =>
        await tables.GetAsync(
            StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(index), StorageNames.SequenceRows.Row(index), cancellationToken) is { } row
            ? PendingRow.Decode(EntryProperty.Read(row.Properties))
            : null;

    private async IAsyncEnumerable<Entity> RowsAsync(SequenceIndex from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = from;
        bool partitionDone;
        do
        {
            var first = next;
            await foreach (var row in PartitionAsync(first, cancellationToken))
            {
                if (SequenceRow.IndexOf(row) != next)
                {
                    yield break;
                }

                yield return row;
                next = next.Next;
            }

            partitionDone = next > first && next.Value % StorageNames.SequenceRows.PartitionSize == 0;
        }
        while (partitionDone);
    }

    private async IAsyncEnumerable<Entity> PartitionAsync(SequenceIndex from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(
                StorageNames.Tables.Sequence,
                StorageNames.SequenceRows.Partition(from),
                StorageNames.SequenceRows.Row(from),
                null,
                PageRows,
                continuation,
                cancellationToken);
            foreach (var entity in page.Entities)
            {
                yield return entity;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
