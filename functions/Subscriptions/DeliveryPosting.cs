using InfoShare.Access;
using InfoShare.Changes;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>One delivery: whether its agency may be told now, and the request that tells it.</summary>
public sealed class DeliveryPosting(SequenceReader sequence, RecordStore records, DeliveryIds ids, DeliveryEvent events, WebhookSender sender, TimeProvider time)
{
    /// <summary>
    /// Judged anew at every attempt, by the record's label as it is stored now: what was narrowed since is not told, and the narrowing has a
    /// delivery of its own.
    /// </summary>
    public async Task<(EntryHeader Entry, ChangeView View)> JudgeAsync(Subscription subscription, Caller caller, SequenceIndex index, CancellationToken cancellationToken)
    {
        var entry = await sequence.FindAsync(index, cancellationToken) ?? throw new InvalidDataException($"The sequence has nothing at {index}.");
        var now = time.GetUtcNow();
        var view = ChangeViews.Of(caller, entry, index, subscription.Since, Use.Delivery, now);
        if (view != ChangeView.Shown)
        {
            return (entry, view);
        }

        var current = await records.GetHeaderAsync(entry.Header.Id, cancellationToken);
        return (entry, current is not null && Visibility.Allows(caller, entry.Header, current, Use.Delivery, now) ? ChangeView.Shown : ChangeView.Nothing);
    }

    public Task<DeliveryAttempt> PostAsync(
        Subscription subscription, RecordHeader header, ChangeView view, SequenceIndex index, DeliveryReason because, CancellationToken cancellationToken)
    {
        var id = ids.Of(subscription.Id, index.Value);
        return sender.SendAsync(subscription, id, events.Write(id, header, view, because), cancellationToken);
    }
}
