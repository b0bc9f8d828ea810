namespace InfoShare.Agencies;

/// <summary>What became of a write to the registry; a closed set.</summary>
public abstract record AgencyWriteOutcome
{
    private AgencyWriteOutcome()
    {
    }

    public sealed record Created(StoredAgency Stored) : AgencyWriteOutcome;

    public sealed record Updated(StoredAgency Stored) : AgencyWriteOutcome;

    /// <summary>The agency is there already, and the caller did not say which revision it means to change.</summary>
    public sealed record RevisionRequired : AgencyWriteOutcome;

    /// <summary>The agency is at another revision than the caller named, or not there.</summary>
    public sealed record Stale : AgencyWriteOutcome;
}
