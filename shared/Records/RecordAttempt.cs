namespace InfoShare.Records;

/// <summary>One command on its way into the store: what is being tried, and what came of it.</summary>
/// <param name="attemptId">Written into the version row: whoever reads it back there knows that this command made the version.</param>
internal sealed class RecordAttempt(RecordCommand command, RecordId id, string attemptId)
{
    public RecordCommand Command => command;

    public RecordId Id => id;

    public string AttemptId => attemptId;

    /// <summary>The version that the present commit would make.</summary>
    public NewVersion? Proposed { get; set; }

    /// <summary>A commit's answer was unknown: a later conflict may be with oneself.</summary>
    public bool Ambiguous { get; set; }

    /// <summary>Null until it is settled.</summary>
    public RecordOutcome? Outcome { get; set; }
}
