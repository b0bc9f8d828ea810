using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Changes;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Records.Facts;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Subscriptions;

/// <summary>
/// Goes through the sequence and asks for a delivery wherever a subscription is to be told. Any number may run: their cursor is one row.
/// </summary>
/// <remarks>
/// The order of a round, and what a crash after each step leaves:
/// 1. The cursor is read, then rows of the sequence, then the subscriptions. After the rows: a subscription that was there before a version was
///    published is in the list. Nothing is left.
/// 2. Messages are sent. They are sent again by the next round, and come to the same deliveries.
/// 3. The cursor is moved, If-Match. Done; who comes second has sent what is there already.
/// </remarks>
public sealed class Telling(
    SequenceReader sequence,
    SubscriptionStore subscriptions,
    InterestStore interests,
    RecordStore records,
    MerchantIndex index,
    AgencyDirectory directory,
    IQueues queues,
    TimeProvider time)
{
    /// <summary>Versions of a round.</summary>
    public const int RoundRows = 500;

    /// <summary>Deliveries that one message asks for.</summary>
    public const int BatchDeliveries = 50;

    private const int SentAtOnce = 16;

    /// <summary>One round; true if there may be more to go through.</summary>
    /// <param name="epoch">The sequence's.</param>
    /// <param name="end">An index that the sequence has reached.</param>
    public async Task<bool> RunRoundAsync(string epoch, SequenceIndex end, CancellationToken cancellationToken)
    {
        if (await subscriptions.ReadCursorAsync(cancellationToken) is not { } cursor)
        {
            return false;
        }

        if (cursor.Epoch != epoch)
        {
            // The store was restored. What lies behind the end of now belonged to another sequence.
            await subscriptions.MoveCursorAsync(cursor, cursor.Next < end ? cursor.Next : end, epoch, cancellationToken);
            return true;
        }

        var versions = await sequence.ReadAsync(cursor.Next, epoch, cancellationToken).Take(RoundRows).ToListAsync(cancellationToken);
        if (versions.Count == 0)
        {
            return false;
        }

        var messages = await MessagesAsync(versions, cancellationToken);
        await Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce, CancellationToken = cancellationToken },
            async (message, cancelled) => await queues.SendAsync(StorageNames.Queues.Deliveries, message.Encode(), TimeSpan.Zero, cancelled));
        var moved = await subscriptions.MoveCursorAsync(cursor, versions[^1].Index.Next, epoch, cancellationToken);
        return !moved || versions.Count == RoundRows;
    }

    private async Task<List<DeliveryMessage>> MessagesAsync(List<Sequenced> versions, CancellationToken cancellationToken)
    {
        var agencies = await directory.CurrentAsync(cancellationToken);
        var told = (await subscriptions.ListAsync(null, cancellationToken))
            .Select(stored => stored.Subscription)
            .Where(subscription => subscription.Status != SubscriptionStatus.Deleted && agencies.Find(subscription.Agency) is not null)
            .Select(subscription => new Listener(subscription, subscription.CallerOf(agencies.Find(subscription.Agency)!.Agency, agencies)))
            .ToList();
        if (told.Count > 0)
        {
            foreach (var version in versions)
            {
                await MatchAsync(version, told, cancellationToken);
            }
        }

        return [.. told.SelectMany(listener => listener.ToMessages())];
    }

    private async Task MatchAsync(Sequenced version, List<Listener> told, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = new Lazy<Task<RecordDraft?>>(() => BeforeAsync(version.Entry.Header, cancellationToken));
        var asked = new Lazy<Task<IReadOnlyDictionary<AgencyId, DateTimeOffset>>>(
            () => interests.FindAsync(interests.HashesOf(version.Entry.Merchant), cancellationToken));
        foreach (var listener in told)
        {
            var subscription = listener.Subscription;
            var view = version.Index < subscription.Since
                ? ChangeView.Nothing
                : ChangeViews.Of(listener.Caller, version.Entry, version.Index, subscription.Since, Use.Delivery, now);
            if (view == ChangeView.Nothing)
            {
                continue;
            }

            if (subscription.LookedUp is not { Only: true } && await MatchesAsync(listener, version.Entry, before))
            {
                listener.Filtered.Add(version.Index.Value);
            }
            else if (subscription.LookedUp is { } lookedUp && view == ChangeView.Shown && IsNews(listener.Caller, version.Entry, now)
                && (await asked.Value).TryGetValue(subscription.Agency, out var at) && now - at <= TimeSpan.FromDays(lookedUp.Days))
            {
                listener.LookedUp.Add(version.Index.Value);
            }
        }
    }

    /// <summary>
    /// This version or the one before matches: who was told of a record is told of its retraction, which has no content, and of a correction
    /// that takes it out of the filter.
    /// </summary>
    private async ValueTask<bool> MatchesAsync(Listener listener, SequenceEntry entry, Lazy<Task<RecordDraft?>> before)
    {
        var filter = listener.Subscription.Filter;
        if (!filter.MatchesKind(entry.Header))
        {
            return false;
        }

        if (filter.Matches(entry.Header, entry.Merchant, merchant => IsJoined(listener, merchant)))
        {
            return true;
        }

        return entry.Header.Version > 1 && await before.Value is { } draft
            && filter.Matches(entry.Header with { Category = draft.Category, Severity = draft.Severity }, draft.Merchant, merchant => IsJoined(listener, merchant));
    }

    /// <summary>Whether a look-up by one of the merchant's identifiers would show the subscriber one that its filter names.</summary>
    private bool IsJoined(Listener listener, MerchantFacts merchant)
    {
        var (view, named) = (index.View(), listener.Subscription.Filter.Merchants);
        return merchant.Identifiers.Any(identifier => !identifier.Unverified && IdentifierScheme.TryGet(identifier.Scheme) is { IsFollowed: true }
            && JoinedIdentifiers.Of(new MerchantJoin(listener.Caller, Use.Delivery, time.GetUtcNow()).ByIdentifier(view, identifier)).Overlaps(named));
    }

    /// <summary>A sanction that the agency could not see before.</summary>
    private static bool IsNews(Caller caller, SequenceEntry entry, DateTimeOffset now) =>
        entry.Header is { Id.Kind: RecordKind.Sanction, Status: RecordStatus.Active }
        && (entry.Header.Change == RecordChange.Reinstated || !ChangeViews.CouldSeeBefore(caller, entry, Use.Delivery, now));

    private async Task<RecordDraft?> BeforeAsync(RecordHeader header, CancellationToken cancellationToken) =>
        await records.GetVersionAsync(header.Id, header.Version - 1, cancellationToken) is { Body.IsEmpty: false } version
            ? RecordFacts.Of(header.Id.Kind, version.Body, version.Header.ContentHash)
            : null;

    /// <summary>A subscription in a round.</summary>
    private sealed record Listener(Subscription Subscription, Caller Caller)
    {
        public List<long> Filtered { get; } = [];

        public List<long> LookedUp { get; } = [];

        public IEnumerable<DeliveryMessage> ToMessages() => Messages(Filtered, DeliveryReason.Filter).Concat(Messages(LookedUp, DeliveryReason.LookedUp));

        private IEnumerable<DeliveryMessage> Messages(List<long> indexes, DeliveryReason because) => indexes.Chunk(BatchDeliveries).Select(batch =>
            new DeliveryMessage { Agency = Subscription.Agency, Subscription = Subscription.Id, Indexes = batch, Because = because });
    }
}
