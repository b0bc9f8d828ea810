namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>How the embedded store behaves.</summary>
public sealed record SqliteOptions
{
    /// <summary>How long to wait for somebody else's lock on the database file before the store counts as unavailable.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
