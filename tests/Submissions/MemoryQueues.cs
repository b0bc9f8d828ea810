using System.Collections.Concurrent;
using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.Tests.Submissions;

/// <summary>Queues in memory for tests that pull the messages themselves: what is received is gone.</summary>
public sealed class MemoryQueues : IQueues
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<QueueMessage>> _queues = [];

    private int _id;

    public ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _id).ToString(CultureInfo.InvariantCulture);
        Of(queue).Enqueue(new(queue, id, id, text, 1, TimeProvider.System.GetUtcNow()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan invisible, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<QueueMessage>>(Of(queue).TryDequeue(out var message) ? [message] : []);

    public ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken) =>
        ValueTask.FromResult<QueueMessage?>(message);

    public ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<QueueMessage>>([.. Of(queue).Take(count)]);

    public ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken) => ValueTask.FromResult((long)Of(queue).Count);

    private ConcurrentQueue<QueueMessage> Of(string queue) => _queues.GetOrAdd(queue, _ => new());
}
