namespace InfoShare.Records;

/// <summary>What a command comes to, given the record's current row; a closed set.</summary>
public abstract record RecordDecision
{
    private RecordDecision()
    {
    }

    /// <summary>Nothing is written.</summary>
    public sealed record Settled(RecordOutcome Outcome) : RecordDecision;

    /// <summary>A new version with the draft's content.</summary>
    public sealed record WriteDraft(RecordDraft Draft, RecordChange Change, RecordStatus Status) : RecordDecision;

    /// <summary>A new version with the content of an earlier one, under another status. A null status: the earlier version's own.</summary>
    public sealed record WriteAgain(int ContentOf, RecordChange Change, RecordStatus? Status) : RecordDecision;

    /// <summary>A new version without content.</summary>
    public sealed record WriteTombstone : RecordDecision;
}
