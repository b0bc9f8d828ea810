namespace InfoShare.Snapshots;

/// <summary>A snapshot in memory whose checksum is right.</summary>
internal sealed record SnapshotImage(SnapshotHeader Header, SnapshotMemory Memory)
{
    /// <summary>Gives every column of new, empty parts its bytes.</summary>
    /// <exception cref="InvalidDataException">They do not fit.</exception>
    public void LoadInto(IReadOnlyList<ISnapshotPart> parts)
    {
        foreach (var (part, stored) in parts.Zip(Header.Parts))
        {
            foreach (var ((_, column), place) in part.Columns.Zip(stored.Columns))
            {
                column.Load(BytesOf(place));
            }

            part.CheckLoaded();
        }
    }

    private SnapshotBytes BytesOf(SnapshotHeader.Column place) =>
        place.Offset >= SnapshotHeader.Bytes && place.Length >= 0 && place.Offset % 16 == 0 && place.Length <= Memory.Length - place.Offset
            ? new(Memory, place.Offset, place.Length)
            : throw new InvalidDataException($"The column {place.Name} lies outside.");
}
