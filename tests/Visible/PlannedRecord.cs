namespace InfoShare.Tests.Visible;

/// <summary>A record to publish, with all its versions, oldest first.</summary>
internal sealed record PlannedRecord(string Kind, string Publisher, IReadOnlyList<GivenVersion> Life)
{
    /// <summary>Which of the identifiers that the population shares its merchant has, by their numbers; the first is a weak one.</summary>
    public IReadOnlyList<int> Shared { get; init; } = [];

    /// <summary>Whether its publisher vouches for the shared identifiers.</summary>
    public bool IsUnverified { get; init; }

    /// <summary>The shared identifier that a party of it has, if it has a party.</summary>
    public int? Mentioned { get; init; }

    /// <summary>Places of the records that it names as related; those that come later, it names before they are there.</summary>
    public IReadOnlyList<int> Related { get; init; } = [];

    public override string ToString() =>
        $"{Kind} of {Publisher}, {string.Join(", then ", Life.Select(version => $"{version.Status} {version.Label.ToJson().ToJsonString()}"))}"
        + $", shares {string.Join('+', Shared)}{(IsUnverified ? " unverified" : "")}, mentions {Mentioned}, related to {string.Join('+', Related)}";
}
