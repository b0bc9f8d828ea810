using System.Security.Cryptography;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Telemetry;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Handles the queue <c>deliveries</c>.</summary>
/// <remarks>
/// The order, and what a crash after each step leaves. The message comes back, and what it asks for is done again:
/// 1. Requests. A receiver may get one again, under the same id.
/// 2. The log. What is delivered there is not sent again.
/// 3. Messages for what failed or was left, with their delay. With both messages it is tried at both times.
/// 4. The subscription is disabled, where the last try failed or the receiver said 410.
/// </remarks>
public sealed partial class DeliveryWorker(
    SubscriptionStore subscriptions,
    DeliveryLog log,
    DeliveryPosting posting,
    SilentReceivers silent,
    ReceiverTurns turns,
    RetrySchedule schedule,
    DisabledNotices notices,
    AnswerNotices answers,
    AgencyDirectory directory,
    IQueues queues,
    HubMetrics metrics,
    TimeProvider time,
    ILogger<DeliveryWorker> logger)
{
    /// <summary>Rows of the log that one message goes through.</summary>
    private const int ScanRows = 500;

    /// <exception cref="InvalidDataException">The message is none; the host moves it to the poison queue.</exception>
    public async Task HandleAsync(string text, CancellationToken cancellationToken)
    {
        var message = DeliveryMessage.TryDecode(text) ?? throw new InvalidDataException("This is no message about deliveries.");
        if (await subscriptions.FindAsync(message.Agency, message.Subscription, cancellationToken) is not { Subscription: { Status: not SubscriptionStatus.Deleted } subscription } stored)
        {
            return;
        }

        var registry = await directory.CurrentAsync(cancellationToken);
        var agency = registry.Find(message.Agency)?.Agency;
        var caller = agency is null ? null : subscription.CallerOf(agency, registry);
        if (message.Disabled is { } disabled)
        {
            await notices.DeliverAsync(subscription, disabled, message, cancellationToken);
        }
        else if (message.Answered is { } answered)
        {
            await answers.DeliverAsync(subscription, agency is { Status: AgencyStatus.Active } ? caller : null, answered, message, cancellationToken);
        }
        else if (message.Scan is { } scan)
        {
            await ScanAsync(message, scan, cancellationToken);
        }
        else if (subscription.Status != SubscriptionStatus.Active || agency is not { Status: AgencyStatus.Active } || caller is null)
        {
            await HoldAsync(subscription, caller, message, cancellationToken);
        }
        else if (silent.Rest(subscription.Id) is { } rest)
        {
            await SendAsync(message, rest, cancellationToken);
        }
        else
        {
            await InTurnAsync(stored, caller, message, cancellationToken);
        }
    }

    private async Task InTurnAsync(StoredSubscription stored, Caller caller, DeliveryMessage message, CancellationToken cancellationToken)
    {
        if (await turns.BeginAsync(message.Subscription, cancellationToken) is { } later)
        {
            await SendAsync(message, later, cancellationToken);
            return;
        }

        try
        {
            await DeliverAsync(stored, caller, message, cancellationToken);
        }
        finally
        {
            turns.End(message.Subscription);
        }
    }

    private async Task DeliverAsync(StoredSubscription stored, Caller caller, DeliveryMessage message, CancellationToken cancellationToken)
    {
        var subscription = stored.Subscription;
        var batch = new DeliveryBatch(subscription, caller, message, posting, turns, schedule, time);
        await batch.RunAsync(await FindAsync(subscription.Id, message.Indexes, cancellationToken), cancellationToken);
        metrics.Count(batch);
        var asked = batch.Failed.Select(failed => failed.Attempt.RetryAfter).Max();
        var pause = batch.IsGone ? null : schedule.After(message.Attempt, asked, Chance());
        var failed = batch.Failed.Select(item => item.Index).ToHashSet();
        await log.WriteAsync(subscription.Id, [.. batch.Done.Select(done => failed.Contains(done.Delivery.Index) ? AfterFailure(done, pause) : done)], cancellationToken);
        if (batch.Silence is { } silence)
        {
            silent.Add(subscription.Id, schedule.Silence(message.Attempt, silence.RetryAfter));
        }
        else if (batch.HasAnswered)
        {
            silent.Remove(subscription.Id);
        }

        if (failed.Count > 0 && pause is { } wait)
        {
            await SendAsync(message with { Indexes = [.. failed.Order()], Attempt = message.Attempt + 1 }, wait, cancellationToken);
        }

        if (!batch.Left.IsEmpty)
        {
            await SendAsync(message with { Indexes = [.. batch.Left.Order()] }, silent.Rest(subscription.Id) ?? TimeSpan.Zero, cancellationToken);
        }

        if (failed.Count > 0 && pause is null)
        {
            await DisableAsync(stored, batch.IsGone, cancellationToken);
        }
    }

    private StoredDelivery AfterFailure(StoredDelivery done, TimeSpan? pause) => done with
    {
        Delivery = done.Delivery with
        {
            State = pause is null ? DeliveryState.Failed : DeliveryState.Pending,
            NextAt = pause is { } wait ? time.GetUtcNow() + wait : null,
        },
    };

    /// <summary>Whatever else has changed about it meanwhile: if it still posts to the same address, it is disabled.</summary>
    private async Task DisableAsync(StoredSubscription read, bool isGone, CancellationToken cancellationToken)
    {
        var reason = isGone
            ? "The receiver answered 410: it wants no more."
            : "A delivery failed as often as it is tried. Mend the receiver, test it, and resume the subscription: what came meanwhile is held.";
        for (StoredSubscription? stored = read; stored is { Subscription.Status: SubscriptionStatus.Active } && stored.Subscription.Url == read.Subscription.Url;)
        {
            var now = time.GetUtcNow();
            var next = stored.Subscription with { Status = SubscriptionStatus.Disabled, Reason = reason, StoppedAt = now, UpdatedAt = now };
            if (await subscriptions.ReplaceAsync(stored, next, cancellationToken) is not null)
            {
                LogDisabled(next.Id, next.Agency.ToString(), reason);
                metrics.SubscriptionsDisabled.Add(1);
                await notices.SendAsync(next, cancellationToken);
                return;
            }

            stored = await subscriptions.FindAsync(next.Agency, next.Id, cancellationToken);
        }
    }

    /// <summary>Notes deliveries for when the subscription is active again.</summary>
    private async Task HoldAsync(Subscription subscription, Caller? caller, DeliveryMessage message, CancellationToken cancellationToken)
    {
        var found = await FindAsync(subscription.Id, message.Indexes, cancellationToken);
        var held = new List<StoredDelivery>();
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at] is { } known)
            {
                if (known.Delivery.State is DeliveryState.Pending || message.Replay)
                {
                    held.Add(known with { Delivery = known.Delivery with { State = DeliveryState.Held, NextAt = null } });
                }
            }
            else if (caller is not null)
            {
                var index = new SequenceIndex(message.Indexes[at]);
                var (entry, view) = await posting.JudgeAsync(subscription, caller, index, cancellationToken);
                held.Add(new(
                    new()
                    {
                        Index = index.Value,
                        Record = entry.Header.Id,
                        Change = DeliveryEvent.ChangeOf(entry.Header, view),
                        Because = message.Because,
                        State = DeliveryState.Held,
                        CreatedAt = time.GetUtcNow(),
                    },
                    null));
            }
        }

        await log.WriteAsync(subscription.Id, held, cancellationToken);
    }

    /// <summary>Asks for what the scan finds; the rest of the scan is a message of its own.</summary>
    private async Task ScanAsync(DeliveryMessage message, DeliveryScan scan, CancellationToken cancellationToken)
    {
        var (deliveries, next) = await log.ListAsync(message.Subscription, new(scan.Before), ScanRows, cancellationToken);
        var found = deliveries.Where(delivery => (scan.State is null || delivery.State == scan.State)
            && (scan.From is null || delivery.CreatedAt >= scan.From) && (scan.Until is null || delivery.CreatedAt < scan.Until));
        foreach (var group in found.GroupBy(delivery => delivery.Because))
        {
            foreach (var chunk in group.Select(delivery => delivery.Index).Chunk(Telling.BatchDeliveries))
            {
                await SendAsync(message with { Indexes = [.. chunk.Order()], Because = group.Key, Replay = true, Scan = null }, TimeSpan.Zero, cancellationToken);
            }
        }

        if (next is { } before)
        {
            await SendAsync(message with { Scan = scan with { Before = before.Value } }, TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<StoredDelivery?>> FindAsync(string subscription, IReadOnlyList<long> indexes, CancellationToken cancellationToken) =>
        await Task.WhenAll(indexes.Select(index => log.FindAsync(subscription, new(index), cancellationToken).AsTask()));

    private ValueTask SendAsync(DeliveryMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(StorageNames.Queues.Deliveries, (message with { DueAt = time.GetUtcNow() + delay }).Encode(), delay, cancellationToken);

    /// <summary>0 to 1.</summary>
    private static double Chance() => RandomNumberGenerator.GetInt32(1000) / 1000.0;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Subscription} of {Agency} is disabled: {Reason}")]
    private partial void LogDisabled(string subscription, string agency, string reason);
}
