namespace InfoShare.Snapshots;

/// <summary>A flat column of the index as a snapshot sees it.</summary>
internal interface ISnapshotColumn
{
    /// <summary>
    /// Called while nobody writes to the index; brief. What it gives must go on to yield the bytes of this moment while the index grows:
    /// what is only ever appended to needs its length kept, what changes in place a copy.
    /// </summary>
    ColumnCapture Capture();

    /// <summary>Takes over what <see cref="Capture"/> once gave. Called on a new, empty column. The bytes may be used where they are, and written to.</summary>
    /// <exception cref="InvalidDataException">They cannot be a column of this kind.</exception>
    void Load(SnapshotBytes bytes);
}
