using System.Globalization;
using InfoShare.Agencies;
using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>
/// Tells publishers which agencies read their records. A caller's block is committed together with a row that says "untold"; one run finds
/// these rows, day by day and caller by caller, and for some blocks at a time
/// <list type="number">
/// <item>writes per publisher a row of counts for each block, under the block's own key; a crash here leaves some publishers told and the
/// blocks untold: the next run writes the same rows again, with the same content;</item>
/// <item>removes the "untold" rows; a crash before it is the case above, a crash after it leaves nothing;</item>
/// <item>after the last caller, moves the day from which the next run looks: a crash before it makes the next run look where nothing is.</item>
/// </list>
/// Several processes may run it at once: they write the same.
/// </summary>
public sealed class AccessLogProjection(ITables tables, AgencyDirectory agencies, TimeProvider time)
{
    /// <summary>Days behind today that are looked at always, for blocks that the store did not take at once.</summary>
    public const int DaysBehind = 2;

    /// <summary>Blocks at a time: what they tell one publisher fits into one commit.</summary>
    private const int Batch = 32;

    private const string SinceProperty = "Since";

    /// <returns>How many blocks the publishers were told of.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var usual = today.AddDays(-DaysBehind);
        var since = await ReadSinceAsync(cancellationToken) is { } day && day < usual ? day : usual;
        var callers = (await agencies.CurrentAsync(cancellationToken)).All;
        var told = 0;
        for (var at = since; at <= today; at = at.AddDays(1))
        {
            foreach (var caller in callers)
            {
                told += await TellAsync(caller.Agency.Id, at, cancellationToken);
            }
        }

        await WriteSinceAsync(usual, cancellationToken);
        return told;
    }

    private async Task<int> TellAsync(AgencyId caller, DateOnly day, CancellationToken cancellationToken)
    {
        var partition = StorageNames.AccessLogRows.ByCaller(caller.ToString(), day);
        var (from, to) = StorageNames.AccessLogRows.AllUntold;
        var told = 0;
        while (true)
        {
            var page = await tables.QueryAsync(StorageNames.Tables.AccessLog, partition, from, to, Batch, null, cancellationToken);
            if (page.Entities.Count == 0)
            {
                return told;
            }

            var counts = new BlockCounts(caller);
            foreach (var untold in page.Entities)
            {
                var row = StorageNames.AccessLogRows.BlockOf(untold.Row);
                var block = await tables.GetAsync(StorageNames.Tables.AccessLog, partition, row, cancellationToken);
                counts.Add(row, block?.Properties.GetBinary(AccessLogWriter.LinesProperty) ?? default);
            }

            await WriteAsync(counts, day, cancellationToken);
            told += await RemoveAsync(partition, page.Entities, cancellationToken);
        }
    }

    private async Task WriteAsync(BlockCounts counts, DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var (publisher, writes) in counts.Writes())
        {
            Confirm(await tables.CommitAsync(
                StorageNames.Tables.AccessLog, StorageNames.AccessLogRows.ByPublisher(publisher, day), writes, cancellationToken));
        }
    }

    /// <summary>What another process has removed is done too; one absent row fails a commit, so then each goes alone.</summary>
    private async Task<int> RemoveAsync(string partition, IReadOnlyList<Entity> untold, CancellationToken cancellationToken)
    {
        List<TableWrite> removals = [.. untold.Select(row => new TableWrite.Delete(row.Row, row.ETag))];
        var outcome = await tables.CommitAsync(StorageNames.Tables.AccessLog, partition, removals, cancellationToken);
        if (outcome is CommitOutcome.Committed)
        {
            return removals.Count;
        }

        var removed = 0;
        foreach (var removal in outcome is CommitOutcome.Conflict ? removals : throw Unconfirmed(outcome))
        {
            outcome = await tables.CommitAsync(StorageNames.Tables.AccessLog, partition, [removal], cancellationToken);
            removed += outcome switch
            {
                CommitOutcome.Committed => 1,
                CommitOutcome.Conflict => 0,
                _ => throw Unconfirmed(outcome),
            };
        }

        return removed;
    }

    private async Task<DateOnly?> ReadSinceAsync(CancellationToken cancellationToken)
    {
        const string Key = StorageNames.AccessLogRows.Projection;
        var stored = await tables.GetAsync(StorageNames.Tables.AccessLog, Key, Key, cancellationToken);
        return stored?.Properties.GetString(SinceProperty) is { } text ? DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;
    }

    private async Task WriteSinceAsync(DateOnly since, CancellationToken cancellationToken)
    {
        const string Key = StorageNames.AccessLogRows.Projection;
        var properties = new Properties { { SinceProperty, since.ToString("O", CultureInfo.InvariantCulture) } };
        Confirm(await tables.CommitAsync(StorageNames.Tables.AccessLog, Key, [new TableWrite.Upsert(Key, properties)], cancellationToken));
    }

    private static void Confirm(CommitOutcome outcome)
    {
        if (outcome is not CommitOutcome.Committed)
        {
            throw Unconfirmed(outcome);
        }
    }

    private static StorageUnavailableException Unconfirmed(CommitOutcome outcome) => new($"The projection of the access log stops until its next run: {outcome}.");
}
