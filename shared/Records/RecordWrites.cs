using System.Security.Cryptography;
using InfoShare.Access;
using InfoShare.Records.Facts;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Records;

/// <summary>
/// Carries attempts into the store. A publication is first tried as a new record, without a read; who finds another there reads the current
/// row and decides upon it. An unknown outcome is resolved by reading the version row: own attempt id, own success.
/// </summary>
internal sealed class RecordWrites(ITables tables, HubKeys keys, TimeProvider time)
{
    /// <summary>Commits of one attempt; contention on one record is rare, and every lost race means that another's write won.</summary>
    private const int MaxTries = 12;

    private const int MaxBytes = 3 * 1024 * 1024;

    public RecordAttempt Begin(RecordCommand command)
    {
        var id = RecordId.Of(keys.RecordIds.Span, command.Publisher.Id, command.Kind, command.Reference);
        var attempt = new RecordAttempt(command, id, command.Origin ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        if (command is RecordCommand.Publish)
        {
            Propose(attempt, RecordDecider.Decide(command, id, null), null);
        }

        return attempt;
    }

    /// <exception cref="StorageUnavailableException">The store cannot be asked, and no commit's outcome is unknown.</exception>
    public async Task WriteAsync(string shard, IReadOnlyList<RecordAttempt> attempts, CancellationToken cancellationToken)
    {
        try
        {
            for (var tries = 0; tries < MaxTries && await TryAsync(shard, attempts, cancellationToken); tries++)
            {
            }
        }
        catch (StorageUnavailableException) when (attempts.Any(attempt => attempt.Ambiguous))
        {
            // A commit may have been stored, or will be, and the store cannot be asked: nobody is told that nothing was.
        }

        foreach (var attempt in attempts.Where(attempt => attempt.Outcome is null))
        {
            attempt.Outcome = new RecordOutcome.Unknown(attempt.Id);
        }
    }

    /// <summary>False when every attempt is settled.</summary>
    private async Task<bool> TryAsync(string shard, IReadOnlyList<RecordAttempt> attempts, CancellationToken cancellationToken)
    {
        foreach (var attempt in attempts.Where(attempt => attempt.Outcome is null && attempt.Proposed is null))
        {
            await DecideAsync(attempt, cancellationToken);
        }

        var open = attempts.Where(attempt => attempt.Outcome is null).ToList();
        foreach (var commit in open.Count == 0 ? [] : Split(open))
        {
            await CommitAsync(shard, commit, cancellationToken);
        }

        return open.Count > 0;
    }

    public async ValueTask<RecordRow?> GetRowAsync(RecordId id, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.Tables.Records, id.Shard, StorageNames.RecordRows.Current(id), cancellationToken) is { } entity
            ? RecordRow.Read(entity)
            : null;

    public async ValueTask<VersionRow?> GetVersionAsync(RecordId id, int version, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.Tables.Records, id.Shard, StorageNames.RecordRows.Version(id, version), cancellationToken) is { } entity
            ? VersionRow.Read(entity)
            : null;

    private static IEnumerable<List<RecordAttempt>> Split(List<RecordAttempt> attempts)
    {
        var (commit, bytes) = (new List<RecordAttempt>(), 0);
        foreach (var attempt in attempts)
        {
            var more = attempt.Proposed!.EncodedBytes;
            if (commit.Count > 0 && ((commit.Count + 1) * NewVersion.Writes > StorageLimits.MaxOperations || bytes + more > MaxBytes))
            {
                yield return commit;
                (commit, bytes) = ([], 0);
            }

            commit.Add(attempt);
            bytes += more;
        }

        yield return commit;
    }

    private async Task CommitAsync(string shard, List<RecordAttempt> commit, CancellationToken cancellationToken)
    {
        var writes = new List<TableWrite>(commit.Count * NewVersion.Writes);
        foreach (var attempt in commit)
        {
            writes.AddRange(attempt.Proposed!.ToWrites());
        }

        var outcome = await tables.CommitAsync(StorageNames.Tables.Records, shard, writes, cancellationToken);
        foreach (var attempt in commit)
        {
            if (outcome is CommitOutcome.Committed)
            {
                var header = attempt.Proposed!.Header;
                attempt.Outcome = new RecordOutcome.Done(attempt.Id, header.Version, header.Change);
            }
            else
            {
                attempt.Ambiguous |= outcome is CommitOutcome.Unknown;
                attempt.Proposed = null;
            }
        }
    }

    private async Task DecideAsync(RecordAttempt attempt, CancellationToken cancellationToken)
    {
        var current = await GetRowAsync(attempt.Id, cancellationToken);
        if (current is not null && (attempt.Ambiguous || attempt.Command.Origin is not null)
            && await FindOwnAsync(attempt, current, cancellationToken) is { } done)
        {
            attempt.Outcome = done;
            return;
        }

        switch (RecordDecider.Decide(attempt.Command, attempt.Id, current))
        {
            case RecordDecision.Settled settled:
                attempt.Outcome = settled.Outcome;
                break;
            case RecordDecision.WriteAgain again:
                await ProposeAgainAsync(attempt, again, current!, cancellationToken);
                break;
            case var decision:
                Propose(attempt, decision, current);
                break;
        }
    }

    /// <summary>A version that this very command made before its outcome was lost. Only the newest few are looked at: later ones are others' work since.</summary>
    private async Task<RecordOutcome?> FindOwnAsync(RecordAttempt attempt, RecordRow current, CancellationToken cancellationToken)
    {
        const int LookBack = 4;
        for (var version = current.Header.Version; version > 0 && version > current.Header.Version - LookBack; version--)
        {
            if (await GetVersionAsync(attempt.Id, version, cancellationToken) is { } row && row.Attempt == attempt.AttemptId)
            {
                return new RecordOutcome.Done(attempt.Id, version, row.Header.Change);
            }
        }

        return null;
    }

    private void Propose(RecordAttempt attempt, RecordDecision decision, RecordRow? current) => attempt.Proposed = decision switch
    {
        RecordDecision.WriteDraft draft => NewVersion.FromDraft(attempt.Command, attempt.Id, draft, current, Now(), attempt.AttemptId),
        RecordDecision.WriteTombstone => NewVersion.Tombstone(current!, (attempt.Command as RecordCommand.Retract)?.Reason, Now(), attempt.AttemptId),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    private async Task ProposeAgainAsync(RecordAttempt attempt, RecordDecision.WriteAgain again, RecordRow current, CancellationToken cancellationToken)
    {
        var earlier = await GetVersionAsync(attempt.Id, again.ContentOf, cancellationToken)
            ?? throw new InvalidDataException($"{attempt.Id} has no version {again.ContentOf}.");
        var content = RecordFacts.Of(attempt.Id.Kind, earlier.Body, earlier.Header.ContentHash);
        var facts = new SequenceEntry { Header = earlier.Header, Merchant = content.Merchant, Parties = content.Parties, Alert = content.Alert };
        var reason = attempt.Command switch
        {
            RecordCommand.Repair repair => repair.Reason,
            RecordCommand.Reinstate reinstate => reinstate.Reason,
            _ => null,
        };
        attempt.Proposed = NewVersion.FromEarlier(again, earlier, facts, current, reason, Now(), attempt.AttemptId);
    }

    /// <summary>To the millisecond, as the wire shows it.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
