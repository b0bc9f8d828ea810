namespace InfoShare.Records;

/// <summary>What became of a <see cref="RecordCommand"/>; a closed set.</summary>
public abstract record RecordOutcome(RecordId Id)
{
    /// <summary>A new version is durable.</summary>
    public sealed record Done(RecordId Id, int Version, RecordChange Change) : RecordOutcome(Id);

    /// <summary>A dry run found nothing against it.</summary>
    public sealed record WouldBeDone(RecordId Id, int Version, RecordChange Change) : RecordOutcome(Id);

    /// <summary>The same content was there already, as the current version or, if <paramref name="CurrentVersion"/> is higher, as an earlier one.</summary>
    public sealed record Unchanged(RecordId Id, int Version, int CurrentVersion) : RecordOutcome(Id);

    /// <summary>Other content is published under the reference: the way to change it is a correction, of a retracted record after its reinstatement.</summary>
    public sealed record Conflict(RecordId Id, int CurrentVersion, bool IsRetracted) : RecordOutcome(Id);

    /// <summary>The record does not exist.</summary>
    public sealed record Missing(RecordId Id) : RecordOutcome(Id);

    /// <summary>The caller's version is not the current one.</summary>
    public sealed record Stale(RecordId Id, int CurrentVersion) : RecordOutcome(Id);

    /// <summary>The record's status does not allow it, such as correcting what is retracted.</summary>
    /// <param name="Code">An error code.</param>
    /// <param name="Message">A sentence.</param>
    public sealed record Refused(RecordId Id, int CurrentVersion, string Code, string Message) : RecordOutcome(Id);

    /// <summary>The store did not say what became of it, even when asked again: the same command may safely be sent again (503).</summary>
    public sealed record Unknown(RecordId Id) : RecordOutcome(Id);
}
