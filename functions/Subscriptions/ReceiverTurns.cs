using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Shares the messages that a process works on at once among receivers, so that one of them cannot take all: a receiver has a few, a slow one
/// has one, and slow ones together have less than others are left with. Of this process.
/// </summary>
public sealed class ReceiverTurns(RetrySchedule schedule, TimeProvider time)
{
    /// <summary>Messages of one receiver at once, of about twelve that a process works on.</summary>
    public const int PerReceiver = 3;

    /// <summary>Messages of slow receivers at once.</summary>
    public const int OfSlowOnes = 4;

    /// <summary>How long a message waits for its turn before it goes back to the queue: an answer that is not slow takes less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    private readonly Dictionary<string, int> _underWay = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _sentBack = new(StringComparer.Ordinal);

    private readonly HashSet<string> _slow = new(StringComparer.Ordinal);

    private TaskCompletionSource _ended = New();

    /// <summary>Null: the message may be worked on, and <see cref="End"/> is owed. Otherwise when it is to come back.</summary>
    public async Task<TimeSpan?> BeginAsync(string subscription, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            Task ended;
            lock (_gate)
            {
                if (HasRoom(subscription))
                {
                    _underWay[subscription] = UnderWay(subscription) + 1;
                    return null;
                }

                if (time.GetElapsedTime(started) > Patience)
                {
                    return SoonAgain;
                }

                if (_slow.Contains(subscription))
                {
                    var before = _sentBack.GetValueOrDefault(subscription);
                    _sentBack[subscription] = before + 1;
                    return schedule.ComesBack(before);
                }

                ended = _ended.Task;
            }

            await Task.WhenAny(ended, Task.Delay(Patience, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void End(string subscription)
    {
        lock (_gate)
        {
            _sentBack.Remove(subscription);
            if (UnderWay(subscription) is > 1 and var count)
            {
                _underWay[subscription] = count - 1;
            }
            else
            {
                _underWay.Remove(subscription);
            }

            _ended.TrySetResult();
            _ended = New();
        }
    }

    public bool IsSlow(string subscription)
    {
        lock (_gate)
        {
            return _slow.Contains(subscription);
        }
    }

    /// <summary>It takes long to answer.</summary>
    public void Slow(string subscription)
    {
        lock (_gate)
        {
            _slow.Add(subscription);
        }
    }

    /// <summary>It has answered soon, or its subscription is another now.</summary>
    public void Hasten(string subscription)
    {
        lock (_gate)
        {
            _slow.Remove(subscription);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool HasRoom(string subscription) => _slow.Contains(subscription)
        ? UnderWay(subscription) == 0 && _slow.Sum(UnderWay) < OfSlowOnes
        : UnderWay(subscription) < PerReceiver;

    private int UnderWay(string subscription) => _underWay.GetValueOrDefault(subscription);
}
