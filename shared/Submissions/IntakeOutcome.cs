using InfoShare.Json;

namespace InfoShare.Submissions;

/// <summary>What became of an upload; a closed set.</summary>
public abstract record IntakeOutcome
{
    /// <summary>It is stored and queued.</summary>
    public sealed record Accepted(Submission Submission) : IntakeOutcome;

    /// <summary>Nothing of it is kept: no line of it could be read.</summary>
    public sealed record Refused(ErrorList Errors) : IntakeOutcome;
}
