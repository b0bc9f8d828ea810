using System.Collections.Concurrent;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Receivers that did not answer a moment ago, so that what else waits for one of them does not wait for its time-out again, and others do not
/// wait behind it. Of this process, and a hint alone.
/// </summary>
public sealed class SilentReceivers(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>How long the subscription's receiver is still left alone; null: it may be tried.</summary>
    public TimeSpan? Rest(string subscription)
    {
        if (!_until.TryGetValue(subscription, out var until))
        {
            return null;
        }

        var rest = until - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
        {
            return rest;
        }

        _until.TryRemove(KeyValuePair.Create(subscription, until));
        return null;
    }

    public void Add(string subscription, TimeSpan rest) => _until[subscription] = time.GetUtcNow() + rest;

    /// <summary>It has answered, or its subscription is another now.</summary>
    public void Remove(string subscription) => _until.TryRemove(subscription, out _);
}
