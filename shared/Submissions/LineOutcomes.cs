using System.Globalization;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>Says in a line's terms what became of its command.</summary>
internal static class LineOutcomes
{
    public static LineOutcome Of(LineOutcome shown, RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.Done done => shown with { Id = done.Id, Version = done.Version, Result = ResultOf(done.Change) },
        RecordOutcome.Unchanged same => shown with
        {
            Id = same.Id,
            Version = same.Version,
            CurrentVersion = same.CurrentVersion == same.Version ? null : same.CurrentVersion,
            Result = LineResult.Unchanged,
        },
        RecordOutcome.Conflict conflict => Rejected(
            shown,
            conflict.Id,
            conflict.CurrentVersion,
            new("/reference", ErrorCodes.AlreadyPublished, WayOn(conflict))),
        RecordOutcome.Missing => Rejected(shown, null, null, new("/reference", ErrorCodes.NotFound, "You have published no record under this reference.")),
        RecordOutcome.Stale stale => Rejected(
            shown, stale.Id, stale.CurrentVersion, new("/ifVersion", ErrorCodes.Stale, Sentence($"The record's current version is {stale.CurrentVersion}."))),
        RecordOutcome.Refused refused => Rejected(shown, refused.Id, refused.CurrentVersion, new("", refused.Code, refused.Message)),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string WayOn(RecordOutcome.Conflict conflict) => conflict.IsRetracted
        ? Sentence($"A record is retracted under this reference, as of version {conflict.CurrentVersion}; to publish it again, send a line with \"op\": \"reinstate\", and then this one with \"op\": \"correct\" and \"change\": {{\"reason\": \"…\"}}.")
        : Sentence($"Other content is published under this reference, as version {conflict.CurrentVersion}; to correct it, send the line with \"op\": \"correct\" and \"change\": {{\"reason\": \"…\"}}.");

    private static LineResult ResultOf(RecordChange change) => change switch
    {
        RecordChange.Published => LineResult.Created,
        RecordChange.Corrected => LineResult.Corrected,
        RecordChange.Retracted => LineResult.Retracted,
        RecordChange.Reinstated => LineResult.Reinstated,
        RecordChange.Repaired => LineResult.Repaired,
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private static LineOutcome Rejected(LineOutcome shown, RecordId? id, int? current, FieldError error) =>
        shown with { Id = id, CurrentVersion = current, Result = LineResult.Rejected, Errors = [error] };

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
