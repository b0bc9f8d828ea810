namespace InfoShare.Snapshots;

/// <summary>
/// A part of the index that goes into snapshots and comes back from them: it lists its columns, and that is all it does about it. The same
/// list serves both ways, so nothing can be written that is not read.
/// </summary>
internal interface ISnapshotPart
{
    /// <summary>Unique among the parts.</summary>
    string Name { get; }

    /// <summary>To be raised with every change of what the columns hold or mean: a snapshot of another version is ignored.</summary>
    int Version { get; }

    /// <summary>The columns by name, always the same ones in the same order.</summary>
    IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns { get; }

    /// <summary>Called once all columns are loaded: says whether they fit together.</summary>
    /// <exception cref="InvalidDataException">They do not.</exception>
    void CheckLoaded();
}
