using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>The blocks of one caller on one day, in order: a few small ones or one large one in memory at a time.</summary>
internal sealed class CallerBlocks(ITables tables, string partition, long sinceTicks)
{
    private const int ManySmall = 32;

    private const int Small = 2048;

    private readonly Queue<Entity> _page = new();
    private string? _continuation;
    private bool _isRead;
    private int _take = 1;

    /// <summary>Goes to the next block; its row, or null at the end.</summary>
    public async ValueTask<string?> PeekAsync(CancellationToken cancellationToken)
    {
        while (_page.Count == 0 && !(_isRead && _continuation is null))
        {
            await ReadAsync(cancellationToken);
        }

        return _page.TryPeek(out var next) ? next.Row : null;
    }

    public BlockLines Take()
    {
        var block = _page.Dequeue();
        return new(block.Row, StorageNames.AccessLogRows.BegunAt(block.Row), LinesOf(block));
    }

    private static ReadOnlyMemory<byte> LinesOf(Entity block) => block.Properties.GetBinary(AccessLogWriter.LinesProperty) ?? default;

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.AccessLogRows.Blocks(sinceTicks);
        var page = await tables.QueryAsync(StorageNames.Tables.AccessLog, partition, from, to, _take, _continuation, cancellationToken);
        _isRead = true;
        _continuation = page.Continuation;
        foreach (var block in page.Entities)
        {
            _page.Enqueue(block);
        }

        _take = page.Entities.All(block => LinesOf(block).Length <= Small) ? ManySmall : 1;
    }
}
