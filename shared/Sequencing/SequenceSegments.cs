using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// The sequence's full segments as immutable blobs, so that whoever is far behind reads one blob for a thousand rows and leaves the table to the
/// open tail. A segment is sealed once the head is past it: its rows are there, cleaned up, and never change, so all who seal it write
/// the same. What is wrong with one, or missing, the table makes good.
/// </summary>
public sealed class SequenceSegments(ITables tables, IBlobs blobs, SequencingLimits limits)
{
    private (string Epoch, long Sealed)? _known;

    /// <summary>Index at which the segment of <paramref name="index"/> begins.</summary>
    public SequenceIndex FirstOf(SequenceIndex index) => new(index.Value - (index.Value % limits.SegmentRows));

    /// <summary>Seals what is full below the head and not sealed yet. A crash leaves a segment unsealed, for the next call.</summary>
    /// <returns>How many were sealed.</returns>
    /// <exception cref="StorageUnavailableException">The store cannot be asked; nothing is half done.</exception>
    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var head = await SequenceHead.LoadAsync(tables, cancellationToken);
        var next = _known is { } known && known.Epoch == head.Epoch ? known.Sealed : await CountAsync(head.Epoch, cancellationToken);
        var count = 0;
        for (; (next + 1) * limits.SegmentRows <= head.Next.Value; next++, count++)
        {
            if (await BuildAsync(new(next * limits.SegmentRows), cancellationToken) is not { } segment)
            {
                break;
            }

            // Refused: another has sealed the same.
            using var content = new MemoryStream(segment, writable: false);
            await blobs.WriteAsync(
                StorageNames.Containers.Segments, StorageNames.SegmentBlobs.Name(head.Epoch, new(next * limits.SegmentRows)), content, new BlobCondition.CreateOnly(), cancellationToken);
        }

        _known = (head.Epoch, next);
        return count;
    }

    /// <summary>The encoded entries of the segment that holds <paramref name="index"/>; null if it is not sealed, or not what it should be.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>?> ReadAsync(string epoch, SequenceIndex index, CancellationToken cancellationToken)
    {
        var first = FirstOf(index);
        await using var content = await blobs.OpenReadAsync(
            StorageNames.Containers.Segments, StorageNames.SegmentBlobs.Name(epoch, first), 0, null, cancellationToken);
        if (content is null)
        {
            return null;
        }

        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancellationToken);
        return SegmentContent.Read(whole.GetBuffer().AsMemory(0, (int)whole.Length), first, limits.SegmentRows);
    }

    /// <summary>Sealed segments: they are sealed one after the other, so all up to the last.</summary>
    private async Task<long> CountAsync(string epoch, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var blob in blobs.ListAsync(StorageNames.Containers.Segments, StorageNames.SegmentBlobs.Prefix(epoch), cancellationToken))
        {
            count = (StorageNames.SegmentBlobs.First(blob.Name).Value / limits.SegmentRows) + 1;
        }

        return count;
    }

    /// <summary>Null if a row is missing, which below the head none is in a sound store.</summary>
    private async Task<byte[]?> BuildAsync(SequenceIndex first, CancellationToken cancellationToken)
    {
        var entries = new List<ReadOnlyMemory<byte>>(limits.SegmentRows);
        var rows = tables.QueryAllAsync(
            StorageNames.Tables.Sequence,
            StorageNames.SequenceRows.Partition(first),
            StorageNames.SequenceRows.Row(first),
            StorageNames.SequenceRows.Row(new(first.Value + limits.SegmentRows)),
            cancellationToken);
        await foreach (var row in rows)
        {
            if (SequenceRow.IndexOf(row).Value != first.Value + entries.Count)
            {
                return null;
            }

            entries.Add(EntryProperty.Read(row.Properties));
        }

        return entries.Count == limits.SegmentRows ? SegmentContent.Write(first, entries) : null;
    }
}
