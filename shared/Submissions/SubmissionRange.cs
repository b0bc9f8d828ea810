using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>One attempt's work on a submission, from one checkpoint to the next, until the input or the time is over.</summary>
internal sealed class SubmissionRange(
    IBlobs blobs, SubmissionStore submissions, RecordStore records, PendingGauge gauge, RunSequencer sequence, SubmissionOptions options, TimeProvider time, StoredSubmission claimed)
    : IDisposable
{
    private static readonly TimeSpan PendingPoll = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(8);

    private readonly long _begun = time.GetTimestamp();

    private readonly SegmentBuffer _segment = new();

    /// <summary>Of the records that were committed since the sequencer was last run.</summary>
    private readonly HashSet<string> _shards = new(StringComparer.Ordinal);

    private int _unsequenced;

    private Task _sequencing = Task.CompletedTask;

    private TimeSpan _segmentTime = Shorter(options.FirstSegmentTime, options.SegmentTime);

    private long _checkpointed = time.GetTimestamp();

    private Checkpoint _reached = claimed.Submission.Checkpoint;

    /// <summary>The submission as this attempt last wrote or read it.</summary>
    public StoredSubmission State { get; private set; } = claimed;

    /// <summary>An attempt before this one came to no checkpoint: this one goes a small step, and leaves the rest to another.</summary>
    private bool IsCareful { get; } = claimed.Submission.Attempts > 1;

    private bool IsTimeOver => time.GetElapsedTime(_begun) >= options.RangeTime;

    private bool IsSegmentFull =>
        _segment.Counts.Total >= options.SegmentLines || (time.GetElapsedTime(_checkpointed) >= _segmentTime && !_segment.IsEmpty);

    /// <summary>Works until there is nothing more to do for this attempt; true if there is for another.</summary>
    public async Task<bool> RunAsync(BatchReader reader, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(reader, stopping.Token);
        try
        {
            while (true)
            {
                var (batch, prepared) = await reading;
                if (!batch.IsEnd)
                {
                    // Two cores: the next lines are read while these are committed.
                    reading = ReadAsync(reader, stopping.Token);
                }

                if (await WorkAsync(batch, prepared, cancellationToken) is { } hasMore)
                {
                    return hasMore;
                }
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            Sequence();

            // Whatever it came to, it has said so itself; the store must not be closed under it.
            await _sequencing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _segment.Dispose();

    /// <summary>The input cannot be read.</summary>
    public Task FailAsync(string reason) => FinishAsync(SubmissionStatus.Failed, reason);

    /// <summary>The program stops: what was done is stored, and is no attempt that failed. True if there is more to do for another.</summary>
    public async Task<bool> StopAsync() => !State.Submission.IsFinished && await CheckpointAsync();

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private Task<(LineBatch Batch, PreparedRecords Prepared)> ReadAsync(BatchReader reader, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var batch = await reader.ReadAsync(cancellationToken);
            return (batch, records.Prepare(batch.Commands));
        },
        cancellationToken);

    /// <summary>Null: go on with the next batch. Otherwise this attempt is over, and there is more to do for another or not.</summary>
    private async Task<bool?> WorkAsync(LineBatch batch, PreparedRecords prepared, CancellationToken cancellationToken)
    {
        if (!await IsStillOursAsync(cancellationToken))
        {
            return false;
        }

        if (State.Submission.CancelRequested)
        {
            await FinishAsync(SubmissionStatus.Cancelled, null);
            return false;
        }

        if (!await CommitAsync(batch, prepared, cancellationToken))
        {
            return await CheckpointAsync();
        }

        if (batch.IsEnd)
        {
            await FinishAsync(batch.Fault is null ? SubmissionStatus.Done : SubmissionStatus.Failed, batch.Fault);
            return false;
        }

        if (IsTimeOver || IsSegmentFull || IsCareful)
        {
            var isStillOurs = await CheckpointAsync();
            return IsTimeOver || IsCareful || !isStillOurs ? isStillOurs : null;
        }

        return null;
    }

    private async Task<bool> IsStillOursAsync(CancellationToken cancellationToken)
    {
        var submission = State.Submission;
        var now = await submissions.FindAsync(submission.Agency, submission.Id, cancellationToken);
        if (now is null || now.Submission.IsFinished || now.Submission.Attempt != submission.Attempt)
        {
            return false;
        }

        State = now;
        return true;
    }

    /// <summary>False if the sequence stays behind until the time is over, or the agency cancels: this batch is for another attempt.</summary>
    private async Task<bool> CommitAsync(LineBatch batch, PreparedRecords prepared, CancellationToken cancellationToken)
    {
        for (var fewer = gauge.NextFewer; batch.Commands.Count > 0 && !await gauge.AllowsAsync(batch.Commands.Count, cancellationToken); fewer = gauge.NextFewer)
        {
            if (IsTimeOver || !await IsStillOursAsync(cancellationToken) || State.Submission.CancelRequested)
            {
                return false;
            }

            Sequence();
            await Task.WhenAny(fewer, Task.Delay(PendingPoll, time, cancellationToken));
        }

        var outcomes = await ExecuteAsync(batch.Commands, prepared, cancellationToken);
        Note(outcomes);
        if (batch.IsEnd)
        {
            Sequence();
        }

        var next = 0;
        foreach (var (shown, command) in batch.Lines)
        {
            _segment.Add(command is null ? shown : LineOutcomes.Of(shown, outcomes[next++]));
        }

        _reached = batch.End.Line == 0 ? _reached : batch.End;
        return true;
    }

    /// <summary>Each run costs its calls for every shard, however few rows it finds; a quarter of what may be pending is little enough to be soon visible.</summary>
    private void Note(IEnumerable<RecordOutcome> outcomes)
    {
        foreach (var done in outcomes.OfType<RecordOutcome.Done>())
        {
            _shards.Add(done.Id.Shard);
            _unsequenced++;
        }

        if (_unsequenced >= options.MaxPending / 4)
        {
            Sequence();
        }
    }

    /// <summary>
    /// Has what was committed sequenced while more is committed. Waited for at the end alone: the signal stands as well, and the gauge says whether the sequence keeps up.
    /// </summary>
    private void Sequence()
    {
        if (_shards.Count > 0)
        {
            _sequencing = sequence([.. _shards], CancellationToken.None);
            _shards.Clear();
            _unsequenced = 0;
        }
    }

    /// <summary>Sends the commands until the store has said of each what became of it.</summary>
    private async Task<IReadOnlyList<RecordOutcome>> ExecuteAsync(List<RecordCommand> commands, PreparedRecords prepared, CancellationToken cancellationToken)
    {
        for (var delay = TimeSpan.FromMilliseconds(250); ; delay *= 2, prepared = records.Prepare(commands))
        {
            try
            {
                var outcomes = await records.ExecutePreparedAsync(prepared, cancellationToken);
                if (!outcomes.Any(outcome => outcome is RecordOutcome.Unknown))
                {
                    return outcomes;
                }
            }
            catch (StorageUnavailableException) when (delay < MaxRetryDelay)
            {
                // Tried again below: sending all of them again is harmless.
            }

            if (delay >= MaxRetryDelay)
            {
                throw new StorageUnavailableException("The store does not say what became of some lines.");
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private Task<bool> FinishAsync(SubmissionStatus status, string? reason)
    {
        var now = time.GetUtcNow();
        return WriteAsync(submission => submission with { Status = status, Reason = reason, FinishedAt = now });
    }

    private Task<bool> CheckpointAsync() => WriteAsync(submission => submission);

    /// <summary>
    /// Stores what was done since the last checkpoint; false if another attempt has taken over, whose work this is now. Once begun it is
    /// ended, for one that was given up half-way could not tell whether it happened.
    /// </summary>
    private async Task<bool> WriteAsync(Func<Submission, Submission> change)
    {
        var segment = await WriteOutcomesAsync();
        while (true)
        {
            var before = State.Submission;
            var next = change(before) with
            {
                SeenAt = time.GetUtcNow(),
                Revivals = _reached.Line > before.Checkpoint.Line ? 0 : before.Revivals,
                Attempts = 0,
                Checkpoint = _reached with { Counts = before.Checkpoint.Counts + _segment.Counts },
            };
            if (await submissions.ReplaceAsync(State, next, segment, CancellationToken.None) is { } stored)
            {
                State = stored;
                break;
            }

            // The agency's wish to cancel is no other attempt.
            if (!await IsStillOursAsync(CancellationToken.None))
            {
                return false;
            }
        }

        _segment.Clear();
        _segmentTime = Shorter(_segmentTime * 2, options.SegmentTime);
        _checkpointed = time.GetTimestamp();
        return true;
    }

    private async Task<Segment?> WriteOutcomesAsync()
    {
        if (_segment.IsEmpty)
        {
            return null;
        }

        var submission = State.Submission;
        var name = StorageNames.SubmissionRows.Outcomes(submission.Id, _segment.FirstLine, submission.Attempt!);
        using var content = new MemoryStream(_segment.Content.ToArray(), writable: false);
        await blobs.WriteAsync(StorageNames.Containers.Submissions, name, content, new BlobCondition.Always(), CancellationToken.None);
        return new(_segment.FirstLine, name, _segment.Counts);
    }
}
