namespace InfoShare.Snapshots;

/// <summary>When the index is written to a snapshot.</summary>
public sealed record SnapshotOptions
{
    /// <summary>Entries of the sequence after the newest snapshot, from which on a new one is worth its writing. A start reads at most about as many.</summary>
    public int AfterEntries { get; init; } = 10_000;
}
