using InfoShare.Storage;

namespace InfoShare.Functions.Health;

/// <summary>Whether the store answers, asked once a second at most whoever asks: the endpoint is open to all, and a storage call is not for nothing.</summary>
public sealed class StoreAnswers(ITables tables, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    private Task? _last;

    private long _askedAt;

    /// <exception cref="StorageUnavailableException">It does not.</exception>
    public Task AskAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_last is null || (_last.IsCompleted && time.GetElapsedTime(_askedAt) >= Fresh))
            {
                _askedAt = time.GetTimestamp();
                _last = ReadAsync();
            }

            return _last.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A point read; its outcome does not matter.</summary>
    private async Task ReadAsync()
    {
        await Task.Yield();
        await tables.GetAsync(StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, StorageNames.SequenceRows.HeadRow, CancellationToken.None);
    }
}
