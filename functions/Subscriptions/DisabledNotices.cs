using InfoShare.Agencies;
using InfoShare.Functions.Hosting;
using InfoShare.Functions.Telemetry;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Tells an agency by its other subscriptions that one was disabled, besides what <c>GET /me</c> and the subscription itself say. A notice is
/// tried as often as a delivery, and disables nothing. What became of it is in no subscription's log, which is of versions: the hub's own log and
/// metrics have it, for the operator.
/// </summary>
public sealed partial class DisabledNotices(
    SubscriptionStore subscriptions,
    DeliveryEvent events,
    WebhookSender sender,
    RetrySchedule schedule,
    IQueues queues,
    QueueNudges nudges,
    HubMetrics metrics,
    TimeProvider time,
    ILogger<DisabledNotices> logger)
{
    /// <summary>Asks for a notice to every other active subscription of the agency. A crash before it leaves what the subscription itself says.</summary>
    public async Task SendAsync(Subscription disabled, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var stored in await subscriptions.ListAsync(disabled.Agency, cancellationToken))
        {
            if (stored.Subscription is { Status: SubscriptionStatus.Active } other && other.Id != disabled.Id)
            {
                var message = new DeliveryMessage { Agency = other.Agency, Subscription = other.Id, Disabled = disabled.Id };
                await queues.SendAsync(StorageNames.Queues.Deliveries, message.Encode(), TimeSpan.Zero, cancellationToken);
                nudges.Nudge(StorageNames.Queues.Deliveries);
                count++;
            }
        }

        if (count == 0)
        {
            LogNobodyToTell(disabled.Agency.ToString(), disabled.Id);
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
        var pause = attempt.IsSuccess ? null : schedule.After(message.Attempt, attempt.RetryAfter, 0);
        Note(about, subscription, attempt, isLast: pause is null);
        if (pause is { } wait)
        {
            await queues.SendAsync(StorageNames.Queues.Deliveries, (message with { Attempt = message.Attempt + 1, DueAt = time.GetUtcNow() + wait }).Encode(), wait, cancellationToken);
        }
    }

    private void Note(Subscription about, Subscription told, DeliveryAttempt attempt, bool isLast)
    {
        metrics.Deliveries.Add(1, KeyValuePair.Create("outcome", (object?)(attempt.IsSuccess ? "notice-delivered" : "notice-failed")));
        if (attempt.IsSuccess)
        {
            LogTold(told.Id, told.Agency, about.Id);
        }
        else if (isLast)
        {
            LogNotTold(told.Id, told.Agency, about.Id, attempt.Error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Agency} has no other subscription by which it could be told that {Disabled} is disabled: write to its contacts")]
    private partial void LogNobodyToTell(string agency, string disabled);

    [LoggerMessage(Level = LogLevel.Information, Message = "Subscription {Told} of {Agency} was told that {Disabled} is disabled")]
    private partial void LogTold(string told, AgencyId agency, string disabled);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Told} of {Agency} could not be told that {Disabled} is disabled: {Error}")]
    private partial void LogNotTold(string told, AgencyId agency, string disabled, string? error);
}
