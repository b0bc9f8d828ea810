using InfoShare.Sequencing;

namespace InfoShare.Snapshots;

/// <summary>What the index started from.</summary>
/// <param name="From">Where it stands; null: no snapshot could be used, and the sequence is read from its beginning.</param>
/// <param name="Ignored">Snapshots that were there and of no use.</param>
public sealed record SnapshotStart(SequenceIndex? From, IReadOnlyList<SnapshotStart.Reason> Ignored)
{
    /// <summary>Why a snapshot was ignored.</summary>
    public sealed record Reason(string Snapshot, string Why);
}
