using InfoShare.Functions.Telemetry;
using InfoShare.Merchants;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// How far subscribers are behind, as of the last time that somebody asked: versions that nobody has gone through for them, and the age of the
/// oldest message that could be worked on and is not. What waits for its next try is not late.
/// </summary>
public sealed class TellingLag
{
    /// <summary>Messages that are looked at: what a queue lets one peek at, those in front.</summary>
    private const int Peeked = 32;

    private readonly IQueues _queues;

    private readonly SubscriptionStore _subscriptions;

    private readonly MerchantIndex _index;

    private readonly TimeProvider _time;

    private long _overdue;

    private long _behind;

    public TellingLag(IQueues queues, SubscriptionStore subscriptions, MerchantIndex index, HubMetrics metrics, TimeProvider time)
    {
        (_queues, _subscriptions, _index, _time) = (queues, subscriptions, index, time);
        metrics.Observe("infoshare.deliveries.overdue", "s", "How long the oldest deliveries that are due have waited.", () => Volatile.Read(ref _overdue));
        metrics.Observe("infoshare.telling.behind", "{version}", "Versions that are visible and of which subscribers have yet to be told.", () => Volatile.Read(ref _behind));
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var waiting = await _queues.PeekAsync(StorageNames.Queues.Deliveries, Peeked, cancellationToken);
        var oldest = waiting.Select(message => DeliveryMessage.TryDecode(message.Text)?.DueAt ?? message.InsertedAt).Append(now).Min();
        Volatile.Write(ref _overdue, (long)(now - oldest).TotalSeconds);
        var cursor = await _subscriptions.ReadCursorAsync(cancellationToken);
        Volatile.Write(ref _behind, cursor is null ? 0 : Math.Max(0, _index.Position.Value - cursor.Next.Value));
    }
}
