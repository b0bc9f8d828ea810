namespace InfoShare.Datasets;

/// <summary>What a build came to; a closed set.</summary>
public abstract record BuildOutcome
{
    private BuildOutcome()
    {
    }

    /// <summary>The version is published, by this attempt or by an earlier one of the same build.</summary>
    public sealed record Published(DatasetManifest Manifest) : BuildOutcome;

    /// <summary>It has far fewer rows than the version before it.</summary>
    /// <param name="Reason">Which rows, for people.</param>
    public sealed record HeldBack(DatasetManifest Manifest, string Reason) : BuildOutcome;

    /// <summary>Another build has published meanwhile what this one would have.</summary>
    public sealed record Superseded : BuildOutcome;
}
