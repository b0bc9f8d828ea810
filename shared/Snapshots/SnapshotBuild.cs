using InfoShare.Sequencing;

namespace InfoShare.Snapshots;

/// <summary>What became of a run of the builder; a closed set.</summary>
public abstract record SnapshotBuild
{
    private SnapshotBuild()
    {
    }

    /// <param name="Length">Bytes of the snapshot.</param>
    /// <param name="Removed">Older ones that were removed.</param>
    public sealed record Built(SequenceIndex Index, long Length, int Removed) : SnapshotBuild;

    /// <summary>Another builder has written the same.</summary>
    public sealed record IsThere(SequenceIndex Index) : SnapshotBuild;

    /// <summary>Too little has come since the newest.</summary>
    public sealed record NotWorthIt : SnapshotBuild;

    /// <summary>The store has another epoch than the index: this process is of the time before a restore.</summary>
    public sealed record OtherEpoch : SnapshotBuild;
}
