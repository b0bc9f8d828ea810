using InfoShare.Functions.Hosting;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Tells an agency by its other subscriptions that one was disabled, besides what <c>GET /me</c> and the subscription itself say. A notice is
/// tried as often as a delivery, and disables nothing.
/// </summary>
public sealed class DisabledNotices(
    SubscriptionStore subscriptions, DeliveryEvent events, WebhookSender sender, RetrySchedule schedule, IQueues queues, QueueNudges nudges)
{
    /// <summary>Asks for a notice to every other active subscription of the agency. A crash before it leaves what the subscription itself says.</summary>
    public async Task SendAsync(Subscription disabled, CancellationToken cancellationToken)
    {
        foreach (var stored in await subscriptions.ListAsync(disabled.Agency, cancellationToken))
        {
            if (stored.Subscription is { Status: SubscriptionStatus.Active } other && other.Id != disabled.Id)
            {
                var message = new DeliveryMessage { Agency = other.Agency, Subscription = other.Id, Disabled = disabled.Id };
                await queues.SendAsync(StorageNames.Queues.Deliveries, message.Encode(), TimeSpan.Zero, cancellationToken);
                nudges.Nudge(StorageNames.Queues.Deliveries);
            }
        }
    }

    /// <summary>Posts a notice, unless the other subscription has been resumed since, or this one is told nothing.</summary>
    public async Task DeliverAsync(Subscription subscription, string disabled, DeliveryMessage message, CancellationToken cancellationToken)
    {
        if (subscription.Status != SubscriptionStatus.Active
            || await subscriptions.FindAsync(message.Agency, disabled, cancellationToken) is not { Subscription: { Status: SubscriptionStatus.Disabled } about })
        {
            return;
        }

        var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ntc_{about.Id}_{about.Revision}");
        var attempt = await sender.SendAsync(subscription, id, events.WriteDisabled(id, about), cancellationToken);
        if (!attempt.IsSuccess && schedule.After(message.Attempt, attempt.RetryAfter, 0) is { } pause)
        {
            await queues.SendAsync(StorageNames.Queues.Deliveries, (message with { Attempt = message.Attempt + 1 }).Encode(), pause, cancellationToken);
        }
    }
}
