using InfoShare.Storage;
using SQLitePCL;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>SQLite refused a call.</summary>
internal sealed class SqliteFault(int code, string message) : Exception($"SQLite {code & 0xff} ({code}): {message}")
{
    /// <summary>Somebody else has the lock, or there is no room: the connection is as good as before.</summary>
    public bool IsPassing => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL;

    private int Primary => code & 0xff;

    /// <summary>What a caller of the ports sees, nothing having been written.</summary>
    public StorageUnavailableException AsUnavailable() => new(
        Primary switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "The database file is locked by another process.",
            raw.SQLITE_FULL => "The disk is full.",
            _ => "The database file could not be read or written.",
        },
        this);
}
