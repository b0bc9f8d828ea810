using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Dispositions;
using InfoShare.Records;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Tells an institution, by those of its subscriptions that ask for it, that an alert of its own was answered. What was answered it reads in
/// <c>GET /dispositions</c>, which has everything also when a notice was lost.
/// </summary>
public sealed class AnswerNotices(SubscriptionStore subscriptions, RecordStore records, DeliveryEvent events, DeliveryIds ids, NoticePosting notices, TimeProvider time)
{
    /// <summary>
    /// Asks for a notice to every active subscription of the alert's publisher that wants to be told. A crash before it leaves the answer: who
    /// gives it again because its own was lost asks for the same notice, under the same id.
    /// </summary>
    public async Task SendAsync(AgencyId publisher, Disposition disposition, CancellationToken cancellationToken)
    {
        var answered = new AnsweredAlert(disposition.Alert, disposition.Agency, disposition.AnsweredAt);
        foreach (var stored in await subscriptions.ListAsync(publisher, cancellationToken))
        {
            if (stored.Subscription is { Status: SubscriptionStatus.Active, Answers: true } subscription)
            {
                await notices.AskAsync(new() { Agency = publisher, Subscription = subscription.Id, Answered = answered }, cancellationToken);
            }
        }
    }

    /// <summary>Posts a notice, unless the subscription has been stopped since, or its client may not see the alert any more.</summary>
    /// <param name="caller">As whom the subscription is judged now; null: its agency is gone.</param>
    public async Task DeliverAsync(Subscription subscription, Caller? caller, AnsweredAlert answered, DeliveryMessage message, CancellationToken cancellationToken)
    {
        if (subscription is { Status: SubscriptionStatus.Active, Answers: true }
            && caller is not null
            && await records.GetHeaderAsync(answered.Alert, cancellationToken) is { } alert
            && alert.Publisher == caller.Agency
            && Visibility.Allows(caller, alert, Use.Delivery, time.GetUtcNow()))
        {
            var id = ids.OfAnswer(subscription.Id, answered);
            await notices.PostAsync(subscription, id, events.WriteAnswered(id, answered), message, cancellationToken);
        }
    }
}
