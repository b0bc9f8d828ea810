using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// Reads the sequence in index order, also beyond the head: a row that is there never changes, whether its pending row is cleaned up
/// or not.
/// </summary>
/// <param name="segments">Where full segments are sealed; null: all is read from the table.</param>
public sealed class SequenceReader(ITables tables, SequencingLimits limits, SequenceSegments? segments = null)
{
    /// <summary>
    /// Every entry from <paramref name="from"/> to the present end. Stops at the first missing index, and enters the next partition only
    /// after the last row of this one: rows of two partitions are not read at one instant, so whoever looked ahead could take a later
    /// row and miss an earlier one.
    /// </summary>
    /// <param name="from">The first index that the caller has not seen yet.</param>
    /// <param name="epoch">The sequence's: sealed segments of another are none.</param>
    public async IAsyncEnumerable<Sequenced> ReadAsync(SequenceIndex from, string epoch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (index, entry) in EntriesAsync(from, epoch, cancellationToken))
        {
            yield return new(index, PendingRow.Decode(entry));
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, for who does not ask whom the records are about: that is passed over unread.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async IAsyncEnumerable<SequencedHeader> ReadHeadersAsync(
        SequenceIndex from, string epoch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (index, entry) in EntriesAsync(from, epoch, cancellationToken))
        {
            yield return new(index, PendingRow.DecodeHeader(entry));
        }
    }

    /// <summary>The entry at one index, or null. One point read.</summary>
    public async ValueTask<SequenceEntry?> FindAsync(SequenceIndex index, CancellationToken cancellationToken) =>
        await tables.GetAsync(
            StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(index), StorageNames.SequenceRows.Row(index), cancellationToken) is { } row
            ? PendingRow.Decode(EntryProperty.Read(row.Properties))
            : null;

    private async IAsyncEnumerable<(SequenceIndex Index, ReadOnlyMemory<byte> Entry)> EntriesAsync(
        SequenceIndex from, string epoch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = from;
        var isBehind = false;
        SequenceIndex? unsealed = null;
        while (true)
        {
            // Asked for by who has just read a full page, and so is behind by more; once, where it is not sealed.
            if (isBehind && segments is not null && segments.FirstOf(next) != unsealed)
            {
                if (await segments.ReadAsync(epoch, next, cancellationToken) is { } entries)
                {
                    for (var place = (int)(next.Value - segments.FirstOf(next).Value); place < entries.Count; place++, next = next.Next)
                    {
                        yield return (next, entries[place]);
                    }

                    continue;
                }

                unsealed = segments.FirstOf(next);
            }

            var rows = await PageAsync(next, cancellationToken);
            foreach (var row in rows)
            {
                if (SequenceRow.IndexOf(row) != next)
                {
                    yield break;
                }

                yield return (next, EntryProperty.Read(row.Properties));
                next = next.Next;
            }

            isBehind = rows.Count == limits.ReadRows;
            if (!isBehind && (rows.Count == 0 || next.Value % StorageNames.SequenceRows.PartitionSize != 0))
            {
                yield break;
            }
        }
    }

    private Task<List<Entity>> PageAsync(SequenceIndex from, CancellationToken cancellationToken) => BoundedQuery.FirstAsync(
        tables,
        StorageNames.Tables.Sequence,
        StorageNames.SequenceRows.Partition(from),
        StorageNames.SequenceRows.Row(from),
        null,
        limits.ReadRows,
        row => row,
        cancellationToken);
}
