using InfoShare.Storage;

namespace InfoShare.Functions.Sequencing;

/// <summary>How long the oldest committed version has waited for its place in the sequence.</summary>
public sealed class PendingAge(ITables tables, TimeProvider time)
{
    /// <summary>Zero where nothing waits. One query for each shard, for its first pending row.</summary>
    public async Task<TimeSpan> OldestAsync(CancellationToken cancellationToken)
    {
        var oldest = long.MaxValue;
        foreach (var shard in StorageNames.RecordRows.Shards)
        {
            if (await FirstAsync(shard, cancellationToken) is { } first)
            {
                oldest = Math.Min(oldest, StorageNames.RecordRows.PendingSince(first));
            }
        }

        return oldest == long.MaxValue ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, time.GetUtcNow().UtcTicks - oldest));
    }

    /// <summary>A page may be empty and not the last.</summary>
    private async Task<string?> FirstAsync(string shard, CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.RecordRows.AllPending;
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(StorageNames.Tables.Records, shard, from, to, 1, continuation, cancellationToken);
            if (page.Entities is [var first, ..])
            {
                return first.Row;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return null;
    }
}
