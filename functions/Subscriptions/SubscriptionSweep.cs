using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Removes what is kept no longer: old deliveries, all of deleted subscriptions, and old look-ups. Run again after a crash it finds what is left.</summary>
public sealed class SubscriptionSweep(SubscriptionStore subscriptions, DeliveryLog log, InterestStore interests, WebhookOptions options, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var stored in await subscriptions.ListAsync(null, cancellationToken))
        {
            var isDeleted = stored.Subscription.Status == SubscriptionStatus.Deleted;
            await log.RemoveAsync(stored.Subscription.Id, isDeleted ? null : now - options.KeepLog, cancellationToken);
            if (isDeleted)
            {
                await subscriptions.RemoveAsync(stored, cancellationToken);
            }
        }

        await interests.RemoveAsync(now - TimeSpan.FromDays(SubscriptionReader.MaxDays), cancellationToken);
    }
}
