using System.Collections.Concurrent;
using InfoShare.Access;
using InfoShare.Changes;
using InfoShare.Sequencing;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// The deliveries of one message: posts those that are due, a few at a time, until all are done, the receiver falls silent, or it turns out to
/// be slow.
/// </summary>
internal sealed class DeliveryBatch(
    Subscription subscription, Caller caller, DeliveryMessage message, DeliveryPosting posting, ReceiverTurns turns, RetrySchedule schedule, TimeProvider time)
{
    /// <summary>Requests under way at once to one receiver for one message.</summary>
    private const int AtOnce = 4;

    /// <summary>No request is begun after this; the rest goes on as a message of its own.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly bool _isKnownSlow = turns.IsSlow(subscription.Id);

    private volatile bool _isSlow;

    private volatile bool _stopped;

    /// <summary>What became of each that was tried or dropped.</summary>
    public ConcurrentBag<StoredDelivery> Done { get; } = [];

    /// <summary>Those that failed and may be tried again, with their attempts.</summary>
    public ConcurrentBag<(long Index, DeliveryAttempt Attempt)> Failed { get; } = [];

    /// <summary>Those that were not tried.</summary>
    public ConcurrentBag<long> Left { get; } = [];

    /// <summary>The receiver said that it wants no more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The receiver does not answer, or asks to be left alone.</summary>
    public DeliveryAttempt? Silence { get; private set; }

    public bool HasAnswered { get; private set; }

    public async Task RunAsync(IReadOnlyList<StoredDelivery?> stored, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await Parallel.ForAsync(0, message.Indexes.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (at, cancelled) =>
        {
            var index = message.Indexes[at];
            if (_stopped || time.GetElapsedTime(started) > Longest)
            {
                Left.Add(index);
            }
            else if (message.Replay || stored[at]?.Delivery.State is not (DeliveryState.Delivered or DeliveryState.Dropped))
            {
                await TryAsync(new(index), stored[at], cancelled);
            }
        });
        if (HasAnswered && !_isSlow)
        {
            turns.Hasten(subscription.Id);
        }
    }

    private async Task TryAsync(SequenceIndex index, StoredDelivery? stored, CancellationToken cancellationToken)
    {
        var (entry, view) = await posting.JudgeAsync(subscription, caller, index, cancellationToken);
        var delivery = stored?.Delivery ?? new()
        {
            Index = index.Value,
            Record = entry.Header.Id,
            Change = DeliveryEvent.ChangeOf(entry.Header, view),
            Because = message.Because,
            CreatedAt = time.GetUtcNow(),
        };
        if (view == ChangeView.Nothing)
        {
            Done.Add(new(delivery with { State = DeliveryState.Dropped, NextAt = null }, stored?.ETag));
            return;
        }

        var attempt = await TimedAsync(posting.PostAsync(subscription, entry.Header, view, index, delivery.Because, cancellationToken));
        Note(attempt);
        var next = delivery with
        {
            State = attempt.IsSuccess ? DeliveryState.Delivered : DeliveryState.Pending,
            NextAt = null,
            Attempts = [.. delivery.Attempts.Append(attempt).TakeLast(DeliveryLog.MaxAttempts)],
        };
        Done.Add(new(next, stored?.ETag));
        if (!attempt.IsSuccess)
        {
            Failed.Add((index.Value, attempt));
        }
    }

    /// <summary>What takes long is noted while it does: others are not to begin meanwhile.</summary>
    private async Task<DeliveryAttempt> TimedAsync(Task<DeliveryAttempt> request)
    {
        try
        {
            return await request.WaitAsync(schedule.SlowAfter, time);
        }
        catch (TimeoutException)
        {
            turns.Slow(subscription.Id);
            (_isSlow, _stopped) = (true, _stopped || !_isKnownSlow);
            return await request;
        }
    }

    private void Note(DeliveryAttempt attempt)
    {
        HasAnswered |= !attempt.IsSilent;
        IsGone |= attempt.IsGone;
        Silence = attempt.IsSilent ? attempt : Silence;
        _stopped |= attempt.IsGone || attempt.IsSilent;
    }
}
