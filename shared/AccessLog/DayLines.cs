using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>The lines of one day over all callers, merged by their place in time.</summary>
internal sealed class DayLines(ITables tables, DateOnly day, long sinceTicks)
{
    // What comes next: a caller's next block, under the time at which it was begun, or an open block's line. At one instant blocks are opened
    // before lines are given, so that lines of one instant stand in the order of their rows.
    private readonly PriorityQueue<Head, (long Ticks, bool IsOpen, string Row)> _heads = new(Comparer<(long Ticks, bool IsOpen, string Row)>.Create(Compare));
    private BlockLines? _given;

    public async Task OpenAsync(IReadOnlyList<string> callers, CancellationToken cancellationToken)
    {
        foreach (var caller in callers)
        {
            await AddAsync(new CallerBlocks(tables, StorageNames.AccessLogRows.ByCaller(caller, day), sinceTicks), cancellationToken);
        }
    }

    /// <summary>The block that stands at the next line, or null at the end of the day.</summary>
    public async ValueTask<BlockLines?> NextAsync(CancellationToken cancellationToken)
    {
        if (_given is not null)
        {
            Add(_given);
            _given = null;
        }

        while (_heads.TryDequeue(out var head, out _))
        {
            if (head.Block is not null)
            {
                return _given = head.Block;
            }

            Add(head.Blocks!.Take());
            await AddAsync(head.Blocks, cancellationToken);
        }

        return null;
    }

    private static int Compare((long Ticks, bool IsOpen, string Row) left, (long Ticks, bool IsOpen, string Row) right) =>
        left.Ticks != right.Ticks ? left.Ticks.CompareTo(right.Ticks)
        : left.IsOpen != right.IsOpen ? left.IsOpen.CompareTo(right.IsOpen)
        : string.CompareOrdinal(left.Row, right.Row);

    private async ValueTask AddAsync(CallerBlocks blocks, CancellationToken cancellationToken)
    {
        if (await blocks.PeekAsync(cancellationToken) is { } row)
        {
            _heads.Enqueue(new(blocks, null), (StorageNames.AccessLogRows.BegunAt(row), false, row));
        }
    }

    private void Add(BlockLines block)
    {
        if (block.MoveNext())
        {
            _heads.Enqueue(new(null, block), (block.Ticks, true, block.Row));
        }
    }

    /// <summary>One or the other.</summary>
    private readonly record struct Head(CallerBlocks? Blocks, BlockLines? Block);
}
