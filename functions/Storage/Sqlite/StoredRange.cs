namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A range of a partition's rows that are of one kind in the file, and how to read it.</summary>
internal abstract record StoredRange
{
    /// <summary>Begins to read keys (column 0), versions (1), bodies (2), and what is merged into them (3).</summary>
    public abstract Statement ReadRows(Database database, int limit);

    /// <summary>Begins to read keys (column 0).</summary>
    public abstract Statement ReadKeys(Database database, int limit);

    /// <summary>The key of a row as the port knows it.</summary>
    public abstract string KeyOf(string row);
}
