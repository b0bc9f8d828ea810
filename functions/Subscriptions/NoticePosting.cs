using System.Security.Cryptography;
using InfoShare.Functions.Telemetry;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Posts what is of no version: notices. One is tried as often as a delivery, and disables nothing. What became of it is in no subscription's
/// log, which is of versions: the hub's own log and metrics have it, for the operator.
/// </summary>
public sealed class NoticePosting(WebhookSender sender, RetrySchedule schedule, IQueues queues, HubMetrics metrics, TimeProvider time)
{
    /// <summary>Asks for a notice, as soon as may be.</summary>
    public Task AskAsync(DeliveryMessage message, CancellationToken cancellationToken) =>
        queues.SendAsync(StorageNames.Queues.Deliveries, message.Encode(), TimeSpan.Zero, cancellationToken).AsTask();

    /// <summary>Posts it, and asks for another try if that fails and it was not the last.</summary>
    /// <param name="id">The same at every attempt.</param>
    public async Task<(DeliveryAttempt Attempt, bool IsLast)> PostAsync(
        Subscription subscription, string id, ReadOnlyMemory<byte> notice, DeliveryMessage message, CancellationToken cancellationToken)
    {
        var attempt = await sender.SendAsync(subscription, id, notice, cancellationToken);
        var pause = attempt.IsSuccess ? null : schedule.After(message.Attempt, attempt.RetryAfter, RandomNumberGenerator.GetInt32(1000) / 1000.0);
        metrics.Deliveries.Add(1, KeyValuePair.Create("outcome", (object?)(attempt.IsSuccess ? "notice-delivered" : "notice-failed")));
        if (pause is { } wait)
        {
            await queues.SendAsync(
                StorageNames.Queues.Deliveries, (message with { Attempt = message.Attempt + 1, DueAt = time.GetUtcNow() + wait }).Encode(), wait, cancellationToken);
        }

        return (attempt, pause is null);
    }
}
