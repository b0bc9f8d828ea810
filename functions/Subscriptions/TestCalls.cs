namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// How often a subscription may be tested: a test posts at once and to whatever address, and is not to be a way to have the hub knock at
/// somebody's door all day. Of this process.
/// </summary>
public sealed class TestCalls(TimeProvider time)
{
    /// <summary>Of one subscription.</summary>
    public const int PerMinute = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();

    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = new(StringComparer.Ordinal);

    /// <summary>Null: it may be tested now. Otherwise after how long.</summary>
    public TimeSpan? Take(string subscription)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            if (!_calls.TryGetValue(subscription, out var calls))
            {
                _calls.Add(subscription, calls = new());
            }

            if (calls.Count == PerMinute)
            {
                return calls.Peek() + Minute - now;
            }

            calls.Enqueue(now);
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (subscription, calls) in _calls)
        {
            while (calls.TryPeek(out var first) && first + Minute <= now)
            {
                calls.Dequeue();
            }

            if (calls.Count == 0)
            {
                _calls.Remove(subscription);
            }
        }
    }
}
