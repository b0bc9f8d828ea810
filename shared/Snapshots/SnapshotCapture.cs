using InfoShare.Sequencing;

namespace InfoShare.Snapshots;

/// <summary>The whole index as it stood at one place of the sequence, to be written while it goes on.</summary>
/// <param name="Index">The first index of the sequence that is not in it.</param>
internal sealed record SnapshotCapture(SequenceIndex Index, IReadOnlyList<SnapshotCapture.Part> Parts)
{
    public sealed record Part(string Name, int Version, IReadOnlyList<(string Name, ColumnCapture Column)> Columns);

    /// <summary>Called while nobody writes to the parts.</summary>
    public static SnapshotCapture Of(SequenceIndex index, IReadOnlyList<ISnapshotPart> parts) => new(
        index,
        [.. parts.Select(part => new Part(part.Name, part.Version, [.. part.Columns.Select(column => (column.Name, column.Column.Capture()))]))]);
}
