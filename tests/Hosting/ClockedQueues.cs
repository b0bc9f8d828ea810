using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.Tests.Hosting;

/// <summary>Queues in memory, whose invisibility goes by a given clock.</summary>
internal sealed class ClockedQueues(TimeProvider time) : IQueues
{
    private readonly Lock _lock = new();

    private readonly List<Stored> _messages = [];

    private int _next;

    /// <summary>Sends fail while this is set.</summary>
    public bool Away { get; set; }

    public int Receipts { get; private set; }

    public IReadOnlyList<string> Texts(string queue)
    {
        lock (_lock)
        {
            return [.. _messages.Where(stored => stored.Message.Queue == queue).Select(stored => stored.Message.Text)];
        }
    }

    public ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Away)
            {
                throw new StorageUnavailableException("Away.");
            }

            var now = time.GetUtcNow();
            _messages.Add(new(new(queue, NextId(), "", text, 0, now), now + delay));
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan invisible, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Receipts++;
            var now = time.GetUtcNow();
            var received = new List<QueueMessage>();
            for (var i = 0; i < _messages.Count && received.Count < count; i++)
            {
                var stored = _messages[i];
                if (stored.Message.Queue == queue && stored.VisibleAt <= now)
                {
                    _messages[i] = new(stored.Message with { Receipt = NextId(), DequeueCount = stored.Message.DequeueCount + 1 }, now + invisible);
                    received.Add(_messages[i].Message);
                }
            }

            return ValueTask.FromResult<IReadOnlyList<QueueMessage>>(received);
        }
    }

    public ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var i = IndexOf(message);
            if (i < 0)
            {
                return ValueTask.FromResult<QueueMessage?>(null);
            }

            _messages[i] = new(message with { Receipt = NextId() }, time.GetUtcNow() + invisible);
            return ValueTask.FromResult<QueueMessage?>(_messages[i].Message);
        }
    }

    public ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var i = IndexOf(message);
            if (i >= 0)
            {
                _messages.RemoveAt(i);
            }

            return ValueTask.FromResult(i >= 0);
        }
    }

    public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return ValueTask.FromResult<IReadOnlyList<QueueMessage>>(
                [.. _messages.Where(stored => stored.Message.Queue == queue && stored.VisibleAt <= now).Take(count).Select(stored => stored.Message)]);
        }
    }

    public ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken) => ValueTask.FromResult((long)Texts(queue).Count);

    private int IndexOf(QueueMessage message) => _messages.FindIndex(stored => stored.Message.Id == message.Id && stored.Message.Receipt == message.Receipt);

    private string NextId() => (++_next).ToString(CultureInfo.InvariantCulture);

    private sealed record Stored(QueueMessage Message, DateTimeOffset VisibleAt);
}
