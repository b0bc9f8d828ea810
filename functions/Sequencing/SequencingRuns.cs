using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Functions.Sequencing;

/// <summary>
/// Runs the sequencer for whoever asks, one run at a time within the process; what is asked for while one runs merges into one more.
/// That saves work and is not needed for correctness: other processes sequence as well.
/// </summary>
/// <param name="sharing">What processes that share a store do besides; null: this one is alone with it.</param>
public sealed partial class SequencingRuns(
    Sequencer sequencer, PendingAge pending, IHostApplicationLifetime lifetime, ILogger<SequencingRuns> logger, SharedSequence? sharing = null)
{
    private static readonly TimeSpan TooOld = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    private readonly HashSet<string> _shards = new(StringComparer.Ordinal);

    private Task _current = Task.CompletedTask;

    private Task? _following;

    /// <summary>A message of the queue <c>sequence</c>.</summary>
    public Task HandleAsync(string message, CancellationToken cancellationToken) => RunAsync(SequenceMessage.Decode(message), cancellationToken);

    /// <summary>
    /// The sweep: every shard, for signals that were lost, and every segment that nobody sealed; first says what has waited for longer than two
    /// sweeps are apart.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (await pending.OldestAsync(cancellationToken) is var age && age > TooOld)
        {
            LogWaiting((long)age.TotalSeconds);
        }

        await RunAsync(StorageNames.RecordRows.Shards, cancellationToken);
        await (sharing?.SealAsync(cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>
    /// Completes when a run that began after this call has nothing left to do in the <paramref name="shards"/>, or a process that is at it
    /// has been asked to do them as well.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The storage failed for longer than the run would wait.</exception>
    public Task RunAsync(IReadOnlyCollection<string> shards, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _shards.UnionWith(shards);
            _following ??= FollowAsync(_current);
            return _following.WaitAsync(cancellationToken);
        }
    }

    private async Task FollowAsync(Task current)
    {
        // Also lets the caller out of the lock.
        await Task.Yield();
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        string[] shards;
        lock (_lock)
        {
            shards = [.. _shards];
            _shards.Clear();
            _current = _following!;
            _following = null;
        }

        await (sharing is null ? SequenceAsync(shards) : sharing.RunAsync(shards, SequenceAsync, lifetime.ApplicationStopping));
    }

    private async Task<RoundOutcome> SequenceAsync(IReadOnlyCollection<string> shards)
    {
        var outcome = await sequencer.RunAsync(shards, lifetime.ApplicationStopping);
        switch (outcome)
        {
            case RoundOutcome.Corrupt corrupt:
                // Trying again would find the same. The sweep says so once a minute until somebody has looked.
                LogCorrupt(corrupt.Index.Value, corrupt.Reason);
                break;
            case RoundOutcome.Interrupted interrupted:
                LogInterrupted(interrupted.Reason);
                throw new StorageUnavailableException($"Sequencing was interrupted: {interrupted.Reason}");
        }

        return outcome;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The oldest committed version has waited to be sequenced for {Seconds} s.")]
    private partial void LogWaiting(long seconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "SEQUENCE CORRUPT at index {Index}: {Reason} Nothing is sequenced until an operator has looked.")]
    private partial void LogCorrupt(long index, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sequencing was interrupted: {Reason} It is tried again.")]
    private partial void LogInterrupted(string reason);
}
