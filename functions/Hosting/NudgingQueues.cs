using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>Queues whose messages wake this process's pollers as soon as they are sent, whoever sends them.</summary>
public sealed class NudgingQueues(IQueues queues, QueueNudges nudges) : IQueues
{
    public async ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        await queues.SendAsync(queue, text, delay, cancellationToken);
        if (delay == TimeSpan.Zero)
        {
            nudges.Nudge(queue);
        }
    }

    public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan invisible, CancellationToken cancellationToken) =>
        queues.ReceiveAsync(queue, count, invisible, cancellationToken);

    public ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken) =>
        queues.RenewAsync(message, invisible, cancellationToken);

    public ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken) => queues.DeleteAsync(message, cancellationToken);

    public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken) =>
        queues.PeekAsync(queue, count, cancellationToken);

    public ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken) => queues.CountAsync(queue, cancellationToken);
}
