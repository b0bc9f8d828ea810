using InfoShare.Functions.Hosting;
using InfoShare.Functions.Snapshots;
using InfoShare.Functions.Telemetry;
using InfoShare.Merchants;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Functions.Merchants;

/// <summary>
/// Keeps the index at the end of the sequence: reads on every 250 ms, backing off to 2 s while nothing comes, and at once when somebody of
/// this process has sequenced or a request finds the index older than 1 s. A store that cannot be asked is asked again, and so is one whose
/// answer cannot be read. A store that went back ends the program: what is in memory is no longer what is stored.
/// </summary>
public sealed partial class IndexTail(
    SequenceReader reader, SequenceAdvanced advanced, ITables tables, InfoShare.Access.HubKeys keys, MerchantIndex index, RecentEntries recent, SnapshotLoading snapshots,
    SequenceWatch watch, HubMetrics metrics, TimeProvider time, ILogger<IndexTail> logger) : BackgroundService
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    /// <summary>How long it may take until it is noticed that the store went back.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestStart = CustomHandlerEndpoints.Deadline - TimeSpan.FromMinutes(1);

    private readonly Signal _caughtUp = new();

    private TaskCompletionSource _nudged = NewNudge();

    private long _readAt;

    private volatile Cursors? _cursors;

    private volatile string? _epoch;

    private readonly RepeatedLine _outage = new(time);

    private long _watchedAt;

    private volatile bool _isBroken;

    /// <summary>Whether the index has once been at the end of the sequence, and what came since could be read.</summary>
    public bool IsReady => index.IsReady && !_isBroken;

    /// <summary>The hub's cursors, which are of the sequence's epoch; there once <see cref="IsReady"/>.</summary>
    public Cursors Cursors => _cursors ?? throw new InvalidOperationException("Cursors are there once the index is ready.");

    /// <summary>The sequence's epoch as it was when the index began to read it; there once <see cref="IsReady"/>.</summary>
    public string Epoch => _epoch ?? throw new InvalidOperationException("The epoch is there once the index is ready.");

    /// <summary>For work on a schedule: waits nearly as long as the host lets an invocation run.</summary>
    /// <exception cref="TimeoutException">The index is not ready even then: the run has done nothing, and says so by failing.</exception>
    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        if (!await index.WaitUntilReadyAsync(LongestStart, cancellationToken))
        {
            throw new TimeoutException("The index is not ready; this run has done nothing.");
        }
    }

    /// <summary>Reads on now.</summary>
    public void Nudge() => Volatile.Read(ref _nudged).TrySetResult();

    /// <summary>Waits until the index holds all that was sequenced a second ago, at most about a second: a slow store makes old answers, not slow ones.</summary>
    public ValueTask<bool> WaitUntilFreshAsync(CancellationToken cancellationToken)
    {
        if (IsFresh())
        {
            return new(true);
        }

        Nudge();
        return _caughtUp.WaitAsync(IsFresh, Stale, time, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = ShortPause;
        Task<Task>? woken = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Taken before reading: what is sequenced meanwhile wakes the next pause. Kept while it has not come, for each would hold on to the source.
            woken = woken is { IsCompleted: false } ? woken : Woken();
            pause = await ReadOnAsync(stoppingToken) ? ShortPause : pause < LongPause ? 2 * pause : LongPause;
            await PauseAsync(woken, pause, stoppingToken);
        }
    }

    private bool IsFresh() => Volatile.Read(ref _readAt) is not 0 and var readAt && time.GetElapsedTime(readAt) < Stale;

    private Task<Task> Woken()
    {
        Interlocked.Exchange(ref _nudged, NewNudge());
        return Task.WhenAny(_nudged.Task, advanced.Next);
    }

    private async Task PauseAsync(Task woken, TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await woken.WaitAsync(pause, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nobody called: it is time to look anyway.
        }
        catch (OperationCanceledException)
        {
            // The program ends; the loop sees it.
        }
    }

    /// <summary>Whether there was anything new.</summary>
    private async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAtSnapshotAsync(cancellationToken);
            await WatchAsync(cancellationToken);
            var (before, start) = (index.Position, time.GetTimestamp());
            await foreach (var version in reader.ReadAsync(before, Epoch, cancellationToken))
            {
                recent.Add(version);
                index.Apply(version);
                watch.Saw(version);
                Measure(version.Entry.Header.UpdatedAt);
            }

            Volatile.Write(ref _readAt, start);
            _isBroken = false;
            MarkReady();
            _caughtUp.Set();
            return index.Position > before;
        }
        catch (StorageUnavailableException exception)
        {
            if (_outage.Due() is not null)
            {
                LogUnavailable(exception);
            }

            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (SequenceWentBackException exception)
        {
            LogEnd(exception);
            throw;
        }
        catch (Exception exception)
        {
            // A row that cannot be read, or a defect. Reading on behind it would leave out a version; ending would leave callers without what is there.
            _isBroken = true;
            if (_outage.Due() is not null)
            {
                LogBroken(exception);
            }

            return false;
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_watchedAt) >= WatchInterval)
        {
            await watch.CheckAsync(Epoch, cancellationToken);
            _watchedAt = time.GetTimestamp();
        }
    }

    private void LogEnd(SequenceWentBackException exception)
    {
        if (exception.IsAnnounced)
        {
            LogRestored(exception.Message);
        }
        else
        {
            LogWentBack(exception.Message);
        }
    }

    /// <summary>Once, before anything is read. A crash or a failure of the store here means to begin again.</summary>
    private async Task StartAtSnapshotAsync(CancellationToken cancellationToken)
    {
        if (_cursors is null)
        {
            var epoch = await SequenceHead.LoadEpochAsync(tables, cancellationToken);
            await snapshots.RunAsync(epoch, cancellationToken);
            watch.Begin(index.Position);
            _watchedAt = time.GetTimestamp();
            (_epoch, _cursors) = (epoch, new(keys.Cursors, epoch));
        }
    }

    /// <summary>Not while the index is first read: what is old then is no lag.</summary>
    private void Measure(DateTimeOffset committedAt)
    {
        if (index.IsReady)
        {
            metrics.SequenceLag.Record((time.GetUtcNow() - committedAt).TotalSeconds);
        }
    }

    private void MarkReady()
    {
        if (!index.IsReady)
        {
            index.MarkReady();
            LogReady(index.Count, index.SizeInBytes);
        }
    }

    private static TaskCompletionSource NewNudge() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Information, "The index is ready: {Records} records in {Bytes} bytes")]
    private partial void LogReady(int records, long bytes);

    [LoggerMessage(LogLevel.Warning, "The sequence cannot be read; the index stays as it is until it can")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(LogLevel.Error, "The sequence cannot be read on: the index stays as it is, and the hub says that it is not ready, until this is mended")]
    private partial void LogBroken(Exception exception);

    [LoggerMessage(LogLevel.Critical, "SEQUENCE CORRUPT: {Reason} This process ends, for it holds versions that are not stored. Say 'restored' and start it again.")]
    private partial void LogWentBack(string reason);

    [LoggerMessage(LogLevel.Warning, "{Reason} This process ends, and is to be started again.")]
    private partial void LogRestored(string reason);
}
