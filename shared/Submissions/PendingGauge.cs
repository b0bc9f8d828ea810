using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>
/// Says how much bulk may be committed now: while more than <see cref="SubmissionOptions.MaxPending"/> rows wait for their place in the sequence, nothing, so
/// that a million lines never starve a single publication.
/// </summary>
/// <remarks>
/// Counting asks every shard. A count of n lets the next <c>limit − n</c> rows through without another, since rows only leave meanwhile,
/// single publications and other workers excepted.
/// </remarks>
public sealed class PendingGauge(ITables tables, SubmissionOptions options)
{
    private int _allowance;

    /// <summary>Whether <paramref name="rows"/> more may be committed now; more than the limit at once are let through when nothing waits.</summary>
    public async Task<bool> AllowsAsync(int rows, CancellationToken cancellationToken)
    {
        if (_allowance < rows)
        {
            var pending = await CountAsync(options.MaxPending, cancellationToken);
            _allowance = pending == 0 ? Math.Max(rows, options.MaxPending) : options.MaxPending - pending;
        }

        if (_allowance < rows)
        {
            return false;
        }

        _allowance -= rows;
        return true;
    }

    private async Task<int> CountAsync(int limit, CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.RecordRows.AllPending;
        var pending = 0;
        await Parallel.ForEachAsync(StorageNames.RecordRows.Shards, cancellationToken, async (shard, token) =>
        {
            string? continuation = null;
            do
            {
                if (Volatile.Read(ref pending) >= limit)
                {
                    return;
                }

                var page = await tables.QueryAsync(StorageNames.Tables.Records, shard, from, to, StorageLimits.MaxPage, continuation, token);
                Interlocked.Add(ref pending, page.Entities.Count);
                continuation = page.Continuation;
            }
            while (continuation is not null);
        });
        return Math.Min(pending, limit);
    }
}
