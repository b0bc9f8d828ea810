using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>
/// Says how much bulk may be committed now: while more than <see cref="SubmissionOptions.MaxPending"/> rows wait for their place in the sequence, nothing, so
/// that a million lines never starve a single publication.
/// </summary>
/// <remarks>
/// Counting asks every shard. After a count of n, batches pass without another until <c>limit − n</c> rows are exceeded, since rows only
/// leave meanwhile, single publications and other workers excepted.
/// </remarks>
public sealed class PendingGauge(ITables tables, SubmissionOptions options, SequenceAdvanced advanced) : IDisposable
{
    /// <summary>Those who wait together count once, and share what was counted.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    private int _allowance = -1;

    /// <summary>Completes when fewer rows wait, if they are sequenced by this process. Take it before asking.</summary>
    public Task NextFewer => advanced.NextCleaned;

    /// <summary>Whether a batch of <paramref name="rows"/> may be committed now: no more than the limit wait.</summary>
    public async Task<bool> AllowsAsync(int rows, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_allowance < 0)
            {
                _allowance = options.MaxPending - await CountAsync(cancellationToken);
            }

            if (_allowance < 0)
            {
                return false;
            }

            _allowance -= rows;
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Exact up to the limit; beyond it, anything above.</summary>
    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.RecordRows.AllPending;
        var pending = 0;
        await Parallel.ForEachAsync(StorageNames.RecordRows.Shards, cancellationToken, async (shard, token) =>
        {
            string? continuation = null;
            do
            {
                if (Volatile.Read(ref pending) > options.MaxPending)
                {
                    return;
                }

                var page = await tables.QueryKeysAsync(StorageNames.Tables.Records, shard, from, to, StorageLimits.MaxPage, continuation, token);
                Interlocked.Add(ref pending, page.Rows.Count);
                continuation = page.Continuation;
            }
            while (continuation is not null);
        });
        return pending;
    }
}
