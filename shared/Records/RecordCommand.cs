using InfoShare.Agencies;

namespace InfoShare.Records;

/// <summary>What an agency asks to be done to one of its records; a closed set. The record is found by its natural key.</summary>
/// <param name="Publisher">The agency that acts, and whose record it is.</param>
/// <param name="Kind">The record's kind.</param>
/// <param name="Reference">The publisher's own number, in NFC.</param>
public abstract record RecordCommand(Agency Publisher, RecordKind Kind, string Reference)
{
    /// <summary>
    /// Names this very command wherever it is sent again after a crash, such as a submission's line: what it did the first time is then
    /// reported as done, not as unchanged. Null: a random attempt, never sent again.
    /// </summary>
    public string? Origin { get; init; }

    public sealed record Publish(Agency Publisher, RecordDraft Draft) : RecordCommand(Publisher, Draft.Kind, Draft.Reference);

    /// <param name="IfVersion">The version that the caller believes current; null in a submission line without <c>ifVersion</c>.</param>
    public sealed record Correct(Agency Publisher, RecordDraft Draft, int? IfVersion, string? Reason)
        : RecordCommand(Publisher, Draft.Kind, Draft.Reference);

    public sealed record Retract(Agency Publisher, RecordKind Kind, string Reference, int? IfVersion, string? Reason)
        : RecordCommand(Publisher, Kind, Reference);

    public sealed record Reinstate(Agency Publisher, RecordKind Kind, string Reference, int? IfVersion, string? Reason)
        : RecordCommand(Publisher, Kind, Reference);

    public sealed record Repair(Agency Publisher, RecordKind Kind, string Reference, int? IfVersion, string? Reason)
        : RecordCommand(Publisher, Kind, Reference);

    /// <summary>The hub's own: a sanction's publicity has ended.</summary>
    public sealed record Expire(Agency Publisher, RecordKind Kind, string Reference, int IfVersion)
        : RecordCommand(Publisher, Kind, Reference);
}
