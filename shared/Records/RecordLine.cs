namespace InfoShare.Records;

/// <summary>One record as sent: what is asked for, and, to publish or correct, the record itself.</summary>
public sealed record RecordLine
{
    public required RecordOperation Op { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>In NFC.</summary>
    public required string Reference { get; init; }

    /// <summary>The version that the sender believes current, if it says so.</summary>
    public int? IfVersion { get; init; }

    /// <summary>Why the record is changed; there with every operation but <see cref="RecordOperation.Publish"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>There with <see cref="RecordOperation.Publish"/> and <see cref="RecordOperation.Correct"/>, and only then.</summary>
    public RecordDraft? Draft { get; init; }
}
