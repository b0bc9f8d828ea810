using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Subscriptions;

/// <summary>The rows of subscriptions, all in one partition, and how far the telling has come.</summary>
/// <remarks>
/// Before the first subscription is stored, the teller's cursor is: a subscription is thus told of everything that was sequenced after its
/// <see cref="Subscription.StartsAt"/>. A crash in between leaves a cursor that moves on for nobody.
/// </remarks>
public sealed class SubscriptionStore(ITables tables)
{
    private const string Table = StorageNames.Tables.Subscriptions;

    private const string State = "state";

    /// <summary>The subscription, or null if the agency has none of this id.</summary>
    public async ValueTask<StoredSubscription?> FindAsync(AgencyId agency, string id, CancellationToken cancellationToken) =>
        await tables.GetAsync(Table, StorageNames.SubscriptionRows.Partition, StorageNames.SubscriptionRows.State(agency, id), cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <summary>The subscriptions of one agency, or of all, deleted ones too.</summary>
    public async Task<IReadOnlyList<StoredSubscription>> ListAsync(AgencyId? agency, CancellationToken cancellationToken)
    {
        var (from, to) = agency is { } one ? StorageNames.SubscriptionRows.States(one) : StorageNames.SubscriptionRows.AllStates;
        var found = new List<StoredSubscription>();
        await foreach (var row in tables.QueryAllAsync(Table, StorageNames.SubscriptionRows.Partition, from, to, cancellationToken))
        {
            found.Add(Read(row));
        }

        return found;
    }

    /// <summary>Adds a new one; see the remarks of this class.</summary>
    /// <param name="epoch">The sequence's.</param>
    public async Task AddAsync(Subscription subscription, string epoch, CancellationToken cancellationToken)
    {
        if (await ReadCursorAsync(cancellationToken) is null)
        {
            // Whatever comes of it, a cursor is there afterwards: this one, or that of who was faster.
            await tables.CommitAsync(
                Table, StorageNames.SubscriptionRows.TellPartition, [new TableWrite.Insert(StorageNames.SubscriptionRows.Cursor, Write(subscription.Since, epoch))], cancellationToken);
            if (await ReadCursorAsync(cancellationToken) is null)
            {
                throw new StorageUnavailableException("The teller's cursor could not be stored.");
            }
        }

        var insert = new TableWrite.Insert(StorageNames.SubscriptionRows.State(subscription.Agency, subscription.Id), Write(subscription));
        var outcome = await tables.CommitAsync(Table, StorageNames.SubscriptionRows.Partition, [insert], cancellationToken);
        if (outcome is CommitOutcome.Unknown unknown && await outcome.LookAsync(() => FindAsync(subscription.Agency, subscription.Id, cancellationToken)) is null)
        {
            throw new StorageUncertainException(unknown.Reason);
        }
    }

    /// <summary>Replaces it if it is still as read; null if it has changed meanwhile.</summary>
    public async Task<StoredSubscription?> ReplaceAsync(StoredSubscription read, Subscription next, CancellationToken cancellationToken)
    {
        var row = StorageNames.SubscriptionRows.State(next.Agency, next.Id);
        var stored = next with { Revision = read.Subscription.Revision + 1 };
        var outcome = await tables.CommitAsync(Table, StorageNames.SubscriptionRows.Partition, [new TableWrite.Replace(row, Write(stored), read.ETag)], cancellationToken);
        if (outcome is CommitOutcome.Committed committed)
        {
            return new(stored, committed.ETags[0]);
        }

        if (outcome is not CommitOutcome.Unknown unknown)
        {
            return null;
        }

        // Nobody else writes the very same state: its instant and secrets are this change's own.
        var now = await outcome.LookAsync(() => FindAsync(next.Agency, next.Id, cancellationToken));
        return now is not null && Encode(now.Subscription).AsSpan().SequenceEqual(Encode(stored))
            ? now
            : throw new StorageUncertainException(unknown.Reason);
    }

    /// <summary>Removes the row of a deleted one, when nothing of it is left.</summary>
    public async Task RemoveAsync(StoredSubscription read, CancellationToken cancellationToken) => await tables.CommitAsync(
        Table,
        StorageNames.SubscriptionRows.Partition,
        [new TableWrite.Delete(StorageNames.SubscriptionRows.State(read.Subscription.Agency, read.Subscription.Id), read.ETag)],
        cancellationToken);

    /// <summary>How far the telling has come; null while nobody has ever subscribed.</summary>
    public async ValueTask<TellCursor?> ReadCursorAsync(CancellationToken cancellationToken) =>
        await tables.GetAsync(Table, StorageNames.SubscriptionRows.TellPartition, StorageNames.SubscriptionRows.Cursor, cancellationToken) is { } row
            ? new(
                new(row.Properties.GetInt64("next") ?? throw new InvalidDataException("The teller's cursor has no next.")),
                row.Properties.GetString("epoch") ?? throw new InvalidDataException("The teller's cursor has no epoch."),
                row.ETag)
            : null;

    /// <summary>Moves the cursor if nobody has since it was read; false: another teller was there, and whatever was enqueued twice is one delivery.</summary>
    public async Task<bool> MoveCursorAsync(TellCursor read, SequenceIndex next, string epoch, CancellationToken cancellationToken)
    {
        var replace = new TableWrite.Replace(StorageNames.SubscriptionRows.Cursor, Write(next, epoch), read.ETag);
        return await tables.CommitAsync(Table, StorageNames.SubscriptionRows.TellPartition, [replace], cancellationToken) is CommitOutcome.Committed;
    }

    private static StoredSubscription Read(Entity row) => new(
        JsonSerializer.Deserialize((row.Properties.GetBinary(State) ?? default).Span, SubscriptionJson.Default.Subscription)
            ?? throw new InvalidDataException($"{row.Row} has no state."),
        row.ETag);

    private static Properties Write(Subscription subscription) => new() { { State, Encode(subscription) } };

    private static Properties Write(SequenceIndex next, string epoch) => new() { { "next", next.Value }, { "epoch", epoch } };

    private static byte[] Encode(Subscription subscription) => JsonSerializer.SerializeToUtf8Bytes(subscription, SubscriptionJson.Default.Subscription);
}

/// <summary>A subscription as read, with what guards its replacement.</summary>
public sealed record StoredSubscription(Subscription Subscription, string ETag);

/// <summary>How far the telling has come.</summary>
/// <param name="Next">The first index that has not been gone through.</param>
/// <param name="Epoch">The sequence's when it was written.</param>
public sealed record TellCursor(SequenceIndex Next, string Epoch, string ETag);
