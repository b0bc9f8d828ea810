using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>
/// The rules of a record's life (DESIGN section 4): command and current row in, decision out; no I/O, no clock.
/// A command that finds its work done is unchanged, so that a feed can be replayed whole at any time.
/// </summary>
public static class RecordDecider
{
    /// <summary>Versions of one record: what its content hashes have room for beside the header.</summary>
    public const int MaxVersions = 2000;

    public static RecordDecision Decide(RecordCommand command, RecordId id, RecordRow? current)
    {
        if (current is null)
        {
            return command is RecordCommand.Publish publish
                ? new RecordDecision.WriteDraft(publish.Draft, RecordChange.Published, RecordStatus.Active)
                : new RecordDecision.Settled(new RecordOutcome.Missing(id));
        }

        var decision = command switch
        {
            RecordCommand.Publish publish => Publish(publish, current),
            RecordCommand.Correct correct => Correct(correct, current),
            RecordCommand.Retract retract => Retract(retract, current),
            RecordCommand.Reinstate reinstate => Reinstate(reinstate, current),
            RecordCommand.Repair repair => Repair(repair, current),
            RecordCommand.Expire expire => Expire(expire, current),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
        return decision is RecordDecision.Settled || current.Header.Version < MaxVersions ? decision : TooManyVersions(current);
    }

    private static RecordDecision.Settled Publish(RecordCommand.Publish command, RecordRow current) =>
        current.VersionOf(command.Draft.ContentHash.Span) is { } version
            ? Unchanged(current, version)
            : Settled(new RecordOutcome.Conflict(current.Header.Id, current.Header.Version, current.Header.Status == RecordStatus.Retracted));

    private static RecordDecision Correct(RecordCommand.Correct command, RecordRow current)
    {
        var header = current.Header;
        if (header.Status == RecordStatus.Retracted)
        {
            return Refused(current, ErrorCodes.Retracted, "The record is retracted: reinstate it before you correct it.");
        }

        if (header.ContentHash.Span.SequenceEqual(command.Draft.ContentHash.Span))
        {
            return Unchanged(current, header.Version);
        }

        return IsStale(command.IfVersion, current)
            ? Stale(current)
            : new RecordDecision.WriteDraft(command.Draft, RecordChange.Corrected, header.Status);
    }

    private static RecordDecision Retract(RecordCommand.Retract command, RecordRow current)
    {
        if (current.Header.Status == RecordStatus.Retracted)
        {
            return Unchanged(current, current.Header.Version);
        }

        return IsStale(command.IfVersion, current) ? Stale(current) : new RecordDecision.WriteTombstone();
    }

    private static RecordDecision Reinstate(RecordCommand.Reinstate command, RecordRow current)
    {
        var header = current.Header;
        if (header.Status != RecordStatus.Retracted)
        {
            return header.Change == RecordChange.Reinstated
                ? Unchanged(current, header.Version)
                : Refused(current, ErrorCodes.NotRetracted, "The record is not retracted.");
        }

        return IsStale(command.IfVersion, current)
            ? Stale(current)
            : new RecordDecision.WriteAgain(header.Version - 1, RecordChange.Reinstated, null);
    }

    private static RecordDecision Repair(RecordCommand.Repair command, RecordRow current)
    {
        if (command.Kind != RecordKind.Sanction)
        {
            return Refused(current, ErrorCodes.NotASanction, "Credit repair is of sanctions alone.");
        }

        if (current.Header.Status == RecordStatus.Repaired)
        {
            return Unchanged(current, current.Header.Version);
        }

        return ChangeActive(command.IfVersion, current, RecordChange.Repaired, RecordStatus.Repaired);
    }

    private static RecordDecision Expire(RecordCommand.Expire command, RecordRow current) =>
        ChangeActive(command.IfVersion, current, RecordChange.Expired, RecordStatus.Expired);

    private static RecordDecision ChangeActive(int? ifVersion, RecordRow current, RecordChange change, RecordStatus status)
    {
        if (current.Header.Status != RecordStatus.Active)
        {
            return Refused(current, ErrorCodes.NotActive, $"The sanction is {Code<RecordStatus>.Of(current.Header.Status)}, not active.");
        }

        return IsStale(ifVersion, current) ? Stale(current) : new RecordDecision.WriteAgain(current.Header.Version, change, status);
    }

    private static bool IsStale(int? ifVersion, RecordRow current) => ifVersion is { } version && version != current.Header.Version;

    private static RecordDecision.Settled Settled(RecordOutcome outcome) => new(outcome);

    private static RecordDecision.Settled Stale(RecordRow current) => Settled(new RecordOutcome.Stale(current.Header.Id, current.Header.Version));

    private static RecordDecision.Settled Unchanged(RecordRow current, int version) =>
        Settled(new RecordOutcome.Unchanged(current.Header.Id, version, current.Header.Version));

    private static RecordDecision.Settled Refused(RecordRow current, string code, string message) =>
        Settled(new RecordOutcome.Refused(current.Header.Id, current.Header.Version, code, message));

    private static RecordDecision.Settled TooManyVersions(RecordRow current) =>
        Refused(current, ErrorCodes.TooManyVersions, "The record has 2,000 versions, and can take no more.");
}
