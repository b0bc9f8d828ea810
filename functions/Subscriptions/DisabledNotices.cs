using InfoShare.Agencies;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Tells an agency by its other subscriptions that one was disabled, besides what <c>GET /me</c> and the subscription itself say.</summary>
public sealed partial class DisabledNotices(
    SubscriptionStore subscriptions, DeliveryEvent events, NoticePosting notices, ILogger<DisabledNotices> logger)
{
    /// <summary>Asks for a notice to every other active subscription of the agency. A crash before it leaves what the subscription itself says.</summary>
    public async Task SendAsync(Subscription disabled, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var stored in await subscriptions.ListAsync(disabled.Agency, cancellationToken))
        {
            if (stored.Subscription is { Status: SubscriptionStatus.Active } other && other.Id != disabled.Id)
            {
                await notices.AskAsync(new() { Agency = other.Agency, Subscription = other.Id, Disabled = disabled.Id }, cancellationToken);
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
        var (attempt, isLast) = await notices.PostAsync(subscription, id, events.WriteDisabled(id, about), message, cancellationToken);
        if (attempt.IsSuccess)
        {
            LogTold(subscription.Id, subscription.Agency, about.Id);
        }
        else if (isLast)
        {
            LogNotTold(subscription.Id, subscription.Agency, about.Id, attempt.Error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Agency} has no other subscription by which it could be told that {Disabled} is disabled: write to its contacts")]
    private partial void LogNobodyToTell(string agency, string disabled);

    [LoggerMessage(Level = LogLevel.Information, Message = "Subscription {Told} of {Agency} was told that {Disabled} is disabled")]
    private partial void LogTold(string told, AgencyId agency, string disabled);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Told} of {Agency} could not be told that {Disabled} is disabled: {Error}")]
    private partial void LogNotTold(string told, AgencyId agency, string disabled, string? error);
}
