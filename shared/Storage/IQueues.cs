namespace InfoShare.Storage;

/// <summary>
/// Queues with at-least-once delivery: a received message is invisible for a while, and comes back unless it is deleted.
/// The triggers' rule of moving a message to <c>{queue}-poison</c> after N receipts is the host's, not the port's.
/// </summary>
public interface IQueues
{
    /// <summary>Adds a message of at most <see cref="StorageLimits.MaxMessageBytes"/> UTF-8 bytes, visible after <paramref name="delay"/>.</summary>
    ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="count"/> (1–32) visible messages, each now invisible for <paramref name="invisible"/>.</summary>
    ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan invisible, CancellationToken cancellationToken);

    /// <summary>Keeps a received message invisible for <paramref name="invisible"/> from now (zero: visible at once); null if it is no longer this receipt's.</summary>
    ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken);

    /// <summary>Removes a received message; false if it is no longer this receipt's.</summary>
    ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="count"/> (1–32) messages from the front, visible ones only, without receiving them.</summary>
    ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken);

    /// <summary>How many messages the queue holds, about; invisible ones too.</summary>
    ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken);
}

/// <summary>A message as received.</summary>
/// <param name="Receipt">Proves the right to renew or delete; changes with every receipt and renewal.</param>
/// <param name="DequeueCount">How often it has been received, this time included.</param>
public sealed record QueueMessage(string Queue, string Id, string Receipt, string Text, int DequeueCount, DateTimeOffset InsertedAt);
