namespace InfoShare.Datasets;

/// <summary>What makes one version of a file into the next: entries that were added, modified or deleted, sorted by their keys.</summary>
public static class Delta
{
    /// <summary>Compares two versions, entry by entry, and writes what differs; answers how many entries that is.</summary>
    /// <exception cref="InvalidDataException">One of them is damaged.</exception>
    public static async Task<long> WriteAsync(
        EntryReader previous, EntryReader next, EntryFraming framing, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken cancellationToken)
    {
        await previous.StartAsync(cancellationToken);
        await next.StartAsync(cancellationToken);
        if (framing.HasHeader)
        {
            await write(framing.DeltaHeader(next.Header));
        }

        var entries = 0L;
        while (!previous.IsAtEnd || !next.IsAtEnd)
        {
            var order = Compare(previous, next);
            var line = order switch
            {
                < 0 => framing.Deletion(previous.Entry.Span),
                > 0 => framing.Wrap(DeltaOperation.Add, next.Entry.Span),
                _ when !previous.Entry.Span.SequenceEqual(next.Entry.Span) => framing.Wrap(DeltaOperation.Modify, next.Entry.Span),
                _ => null,
            };
            if (line is not null)
            {
                await write(line);
                entries++;
            }

            await GoOnAsync(previous, next, order, cancellationToken);
        }

        return entries;
    }

    /// <summary>Makes the next version of the previous one and the delta between them.</summary>
    /// <exception cref="InvalidDataException">One of them is damaged, or the delta is of another version.</exception>
    public static async Task ApplyAsync(
        EntryReader previous, EntryReader delta, EntryFraming framing, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken cancellationToken)
    {
        await previous.StartAsync(cancellationToken);
        await delta.StartAsync(cancellationToken);
        if (framing.HasHeader)
        {
            await write(framing.HeaderOf(delta.Header).ToArray());
        }

        while (!previous.IsAtEnd || !delta.IsAtEnd)
        {
            var order = Compare(previous, delta);
            if (order < 0)
            {
                await write(previous.Entry);
            }
            else if (Fitting(framing.OperationOf(delta.Entry.Span), order == 0) != DeltaOperation.Delete)
            {
                await write(framing.Unwrap(delta.Entry.Span));
            }

            await GoOnAsync(previous, delta, order, cancellationToken);
        }
    }

    private static DeltaOperation Fitting(DeltaOperation operation, bool isThere) => isThere == (operation != DeltaOperation.Add)
        ? operation
        : throw new InvalidDataException("The delta does not belong to this version: it adds what is there, or changes what is not.");

    /// <summary>Which of the two is before the other; one that is at its end comes last.</summary>
    private static int Compare(EntryReader left, EntryReader right) =>
        left.IsAtEnd ? 1 : right.IsAtEnd ? -1 : left.Key.SequenceCompareTo(right.Key);

    private static async Task GoOnAsync(EntryReader left, EntryReader right, int order, CancellationToken cancellationToken)
    {
        if (order <= 0)
        {
            await left.NextAsync(cancellationToken);
        }

        if (order >= 0)
        {
            await right.NextAsync(cancellationToken);
        }
    }
}
