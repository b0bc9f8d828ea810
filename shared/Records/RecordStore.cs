using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Records;

/// <summary>
/// Records over the tables. A write is one atomic commit of version row, current row (insert, or If-Match) and pending row in the record's
/// shard; a crash before it leaves nothing, after it everything: the sweep sequences what nobody signalled.
/// </summary>
public sealed class RecordStore(ITables tables, HubKeys keys, SequenceSignal signal, TimeProvider time)
{
    /// <summary>Of one call to <see cref="ExecuteManyAsync"/>: behind more, a single publication would wait, and the sequencer whose commits come one after the other.</summary>
    internal const int CommitsAtOnce = 32;

    private readonly RecordWrites _writes = new(tables, keys, time);

    public RecordId IdOf(AgencyId publisher, RecordKind kind, string reference) => RecordId.Of(keys.RecordIds.Span, publisher, kind, reference);

    /// <summary>Decides and commits; the outcome is durable when this returns.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was written.</exception>
    public async ValueTask<RecordOutcome> ExecuteAsync(RecordCommand command, CancellationToken cancellationToken)
    {
        var attempt = _writes.Begin(command);
        await WriteAsync(attempt.Id.Shard, [attempt], cancellationToken);
        var outcome = attempt.Outcome!;
        RecordMeter.Count([outcome]);
        return outcome;
    }

    /// <summary>
    /// Decides and commits many commands, sharing commits inside a shard. Outcomes are in the order of the commands. Commands of one record
    /// are carried out one after the other, in their order.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Some commands may have been carried out: sending all of them again is harmless.</exception>
    public ValueTask<IReadOnlyList<RecordOutcome>> ExecuteManyAsync(IReadOnlyList<RecordCommand> commands, CancellationToken cancellationToken) =>
        ExecutePreparedAsync(Prepare(commands), cancellationToken);

    /// <summary>All of <see cref="ExecuteManyAsync"/> that needs no store, so that it can be done while others are committed.</summary>
    public PreparedRecords Prepare(IReadOnlyList<RecordCommand> commands) => new([.. commands.Select(_writes.Begin)]);

    /// <summary>As <see cref="ExecuteManyAsync"/>, of what was prepared; once.</summary>
    /// <inheritdoc cref="ExecuteManyAsync" path="/exception"/>
    public async ValueTask<IReadOnlyList<RecordOutcome>> ExecutePreparedAsync(PreparedRecords prepared, CancellationToken cancellationToken)
    {
        var attempts = prepared.Attempts;
        foreach (var wave in Waves(attempts))
        {
            // One shard's fault begins no more commits, and breaks off none that are under way.
            await Parallel.ForEachAsync(
                wave.GroupBy(attempt => attempt.Id.Shard),
                new ParallelOptions { MaxDegreeOfParallelism = CommitsAtOnce, CancellationToken = cancellationToken },
                async (shard, _) => await WriteAsync(shard.Key, [.. shard], cancellationToken));
        }

        var outcomes = Array.ConvertAll(attempts, attempt => attempt.Outcome!);
        RecordMeter.Count(outcomes);
        return outcomes;
    }

    /// <summary>What <see cref="ExecuteAsync"/> would come to now; nothing is written.</summary>
    public async ValueTask<RecordOutcome> PreviewAsync(RecordCommand command, CancellationToken cancellationToken)
    {
        var id = IdOf(command.Publisher.Id, command.Kind, command.Reference);
        var current = await GetRowAsync(id, cancellationToken);
        return RecordDecider.Decide(command, id, current) switch
        {
            RecordDecision.Settled settled => settled.Outcome,
            RecordDecision.WriteDraft draft => new RecordOutcome.WouldBeDone(id, Next(current), draft.Change),
            RecordDecision.WriteAgain again => new RecordOutcome.WouldBeDone(id, Next(current), again.Change),
            _ => new RecordOutcome.WouldBeDone(id, Next(current), RecordChange.Retracted),
        };
    }

    /// <summary>The current version, or null. Two point reads, whether the record exists or not.</summary>
    public async ValueTask<StoredRecord?> GetAsync(RecordId id, CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(id, cancellationToken);
        var version = await GetVersionAsync(id, row?.Header.Version ?? 1, cancellationToken);
        return row is null || version is null ? null : new(row.Header, version);
    }

    /// <summary>
    /// The current version, or null. One range read if that is the version that the caller knows of, for then no other comes after it; two point
    /// reads more if it is not.
    /// </summary>
    /// <param name="known">The newest version that the caller knows of, from the sequence.</param>
    public async ValueTask<StoredRecord?> GetAsync(RecordId id, int known, CancellationToken cancellationToken)
    {
        if (await VersionAndNextAsync(id, known, cancellationToken) is not [var newest])
        {
            return await GetAsync(id, cancellationToken);
        }

        var version = VersionRow.Read(newest);
        return new(version.Header, version.ToStored());
    }

    /// <summary>
    /// The body of a version whose header the sequence gave, with the record's current header. One range read where the version is the newest,
    /// for then it is the current one, and a point read more where it is not.
    /// </summary>
    /// <param name="header">The version's: a version is never changed, so that its row has the same.</param>
    public async ValueTask<StoredRecord?> GetSequencedAsync(RecordHeader header, CancellationToken cancellationToken)
    {
        var rows = await VersionAndNextAsync(header.Id, header.Version, cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var stored = new StoredVersion(header, rows[0].Properties.GetBinary("body") ?? default);
        var current = rows.Count == 1 ? header : await GetHeaderAsync(header.Id, cancellationToken);
        return current is null ? null : new(current, stored);
    }

    /// <summary>The header of the current version, or null. One point read.</summary>
    public async ValueTask<RecordHeader?> GetHeaderAsync(RecordId id, CancellationToken cancellationToken) =>
        (await GetRowAsync(id, cancellationToken))?.Header;

    /// <summary>One version, or null. One point read.</summary>
    public async ValueTask<StoredVersion?> GetVersionAsync(RecordId id, int version, CancellationToken cancellationToken) =>
        await _writes.GetVersionAsync(id, version, cancellationToken) is { } row ? row.ToStored() : null;

    /// <summary>The headers of some versions, oldest first. One range read, of these versions' rows alone.</summary>
    /// <param name="oldest">The oldest version wanted.</param>
    /// <param name="newest">The newest wanted.</param>
    public async ValueTask<IReadOnlyList<RecordHeader>> GetHistoryAsync(RecordId id, int oldest, int newest, CancellationToken cancellationToken)
    {
        var (from, to) = (StorageNames.RecordRows.Version(id, oldest), StorageNames.RecordRows.Version(id, newest + 1));
        var headers = new List<RecordHeader>();
        await foreach (var entity in tables.QueryAllAsync(StorageNames.Tables.Records, id.Shard, from, to, cancellationToken))
        {
            headers.Add(RecordRow.ReadHeader(entity));
        }

        return headers;
    }

    private static int Next(RecordRow? current) => (current?.Header.Version ?? 0) + 1;

    /// <summary>The n-th command of each record is in the n-th wave.</summary>
    private static List<List<RecordAttempt>> Waves(RecordAttempt[] attempts)
    {
        var seen = new Dictionary<RecordId, int>(attempts.Length);
        var waves = new List<List<RecordAttempt>>();
        foreach (var attempt in attempts)
        {
            var wave = seen.GetValueOrDefault(attempt.Id);
            seen[attempt.Id] = wave + 1;
            if (wave == waves.Count)
            {
                waves.Add([]);
            }

            waves[wave].Add(attempt);
        }

        return waves;
    }

    private async Task WriteAsync(string shard, IReadOnlyList<RecordAttempt> attempts, CancellationToken cancellationToken)
    {
        await _writes.WriteAsync(shard, attempts, cancellationToken);
        if (attempts.Any(attempt => attempt.Outcome is RecordOutcome.Done))
        {
            signal.Raise(shard);
        }
    }

    /// <summary>The version's row and, if there is one, the next one's: alone, it is the current version. None if the version is not there.</summary>
    private async ValueTask<List<Entity>> VersionAndNextAsync(RecordId id, int version, CancellationToken cancellationToken)
    {
        var (from, to) = (StorageNames.RecordRows.Version(id, version), StorageNames.RecordRows.Version(id, RecordDecider.MaxVersions + 1));
        var rows = await BoundedQuery.FirstAsync(tables, StorageNames.Tables.Records, id.Shard, from, to, 2, row => row, cancellationToken);
        return rows is [{ Row: var first }, ..] && first == from ? rows : [];
    }

    private async ValueTask<RecordRow?> GetRowAsync(RecordId id, CancellationToken cancellationToken) => await _writes.GetRowAsync(id, cancellationToken);
}
