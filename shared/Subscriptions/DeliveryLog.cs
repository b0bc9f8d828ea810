using System.Text.Json;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Subscriptions;

/// <summary>
/// What each subscription was told and how that went, newest version first. A delivery has one row, under its version's place, so that two
/// messages about the same are one delivery.
/// </summary>
public sealed class DeliveryLog(ITables tables)
{
    /// <summary>Attempts kept of a delivery.</summary>
    public const int MaxAttempts = 20;

    private const string Table = StorageNames.Tables.Subscriptions;

    public async ValueTask<StoredDelivery?> FindAsync(string subscription, SequenceIndex index, CancellationToken cancellationToken) =>
        await tables.GetAsync(Table, Partition(subscription), StorageNames.SubscriptionRows.Delivery(index), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Up to <paramref name="take"/> deliveries before a place, newest first; and where the next ones begin, or null at the end.</summary>
    public async Task<(IReadOnlyList<Delivery> Deliveries, SequenceIndex? Next)> ListAsync(string subscription, SequenceIndex before, int take, CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.SubscriptionRows.DeliveriesBefore(before);
        var page = await tables.QueryAsync(Table, Partition(subscription), from, to, take, null, cancellationToken);
        List<Delivery> found = [.. page.Entities.Select(row => Read(row).Delivery)];
        var continuation = page.Continuation;
        while (continuation is not null && found.Count == 0)
        {
            page = await tables.QueryAsync(Table, Partition(subscription), from, to, take, continuation, cancellationToken);
            found.AddRange(page.Entities.Select(row => Read(row).Delivery));
            continuation = page.Continuation;
        }

        return (found, continuation is null ? null : new(found[^1].Index));
    }

    /// <summary>
    /// Stores what became of several deliveries of one subscription. What somebody else has written meanwhile about one of them is kept: its
    /// attempts are put together, and delivered stays delivered.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It is not known whether all are stored; storing them again is harmless.</exception>
    public async Task WriteAsync(string subscription, IReadOnlyList<StoredDelivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (var chunk in deliveries.Chunk(StorageLimits.MaxOperations))
        {
            if (await CommitAsync(subscription, chunk, cancellationToken) is CommitOutcome.Committed)
            {
                continue;
            }

            foreach (var delivery in chunk)
            {
                await WriteOneAsync(subscription, delivery, cancellationToken);
            }
        }
    }

    /// <summary>Removes deliveries made before an instant; all of them if it is null.</summary>
    public async Task<int> RemoveAsync(string subscription, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        var removed = 0;
        var doomed = new List<TableWrite>();
        await foreach (var row in tables.QueryAllAsync(Table, Partition(subscription), null, null, cancellationToken))
        {
            if (before is null || Read(row).Delivery.CreatedAt < before)
            {
                doomed.Add(new TableWrite.Delete(row.Row, null));
            }

            if (doomed.Count == StorageLimits.MaxOperations)
            {
                await tables.CommitAsync(Table, Partition(subscription), doomed, cancellationToken);
                removed += doomed.Count;
                doomed.Clear();
            }
        }

        if (doomed.Count > 0)
        {
            await tables.CommitAsync(Table, Partition(subscription), doomed, cancellationToken);
        }

        return removed + doomed.Count;
    }

    private async Task WriteOneAsync(string subscription, StoredDelivery delivery, CancellationToken cancellationToken)
    {
        const int Tries = 5;
        for (var tries = 0; tries < Tries; tries++)
        {
            var stored = await FindAsync(subscription, new(delivery.Delivery.Index), cancellationToken);
            var merged = stored is null ? delivery with { ETag = null } : new StoredDelivery(Merge(stored.Delivery, delivery.Delivery), stored.ETag);
            if (await CommitAsync(subscription, [merged], cancellationToken) is CommitOutcome.Committed)
            {
                return;
            }
        }

        throw new StorageUnavailableException("A delivery's outcome could not be stored.");
    }

    private static Delivery Merge(Delivery stored, Delivery mine) => mine with
    {
        CreatedAt = stored.CreatedAt,
        State = stored.State == DeliveryState.Delivered ? DeliveryState.Delivered : mine.State,
        NextAt = stored.State == DeliveryState.Delivered ? null : mine.NextAt,
        Attempts = [.. stored.Attempts.Concat(mine.Attempts).Distinct().OrderBy(attempt => attempt.At).TakeLast(MaxAttempts)],
    };

    private ValueTask<CommitOutcome> CommitAsync(string subscription, IReadOnlyList<StoredDelivery> deliveries, CancellationToken cancellationToken) =>
        tables.CommitAsync(Table, Partition(subscription), [.. deliveries.Select(ToWrite)], cancellationToken);

    private static TableWrite ToWrite(StoredDelivery stored)
    {
        var row = StorageNames.SubscriptionRows.Delivery(new(stored.Delivery.Index));
        var properties = new Properties { { "state", JsonSerializer.SerializeToUtf8Bytes(stored.Delivery, SubscriptionJson.Default.Delivery) } };
        return stored.ETag is null ? new TableWrite.Insert(row, properties) : new TableWrite.Replace(row, properties, stored.ETag);
    }

    private static StoredDelivery Read(Entity row) => new(
        JsonSerializer.Deserialize((row.Properties.GetBinary("state") ?? default).Span, SubscriptionJson.Default.Delivery)
            ?? throw new InvalidDataException($"{row.Row} has no state."),
        row.ETag);

    private static string Partition(string subscription) => StorageNames.SubscriptionRows.Deliveries(subscription);
}

/// <summary>A delivery as read; the ETag is null where it is not stored yet.</summary>
public sealed record StoredDelivery(Delivery Delivery, string? ETag);
