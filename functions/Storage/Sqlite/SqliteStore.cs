using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// The embedded store: a data directory with one database file (<c>infoshare.db</c>) and the blobs' files, owned by this process alone.
/// Opening finds everything that was ever acknowledged, however the last owner ended.
/// </summary>
public sealed class SqliteStore : IDisposable
{
    private readonly FileStream _lock;
    private readonly GroupWriter _writer;
    private readonly ReadPool _readers;

    /// <exception cref="IOException">Another process has the directory.</exception>
    public SqliteStore(string dataDirectory, SqliteOptions? options = null, TimeProvider? time = null)
    {
        var timeout = (options ?? new()).BusyTimeout;
        var path = Path.Combine(dataDirectory, "infoshare.db");
        SQLitePCL.Batteries_V2.Init();
        OwnFolder.Make(dataDirectory);
        OwnFolder.MakeFile(path);
        _lock = Own(dataDirectory);
        try
        {
            var database = Database.OpenWriter(path, timeout);
            var versions = new Versions(CountOpening(database));
            SqliteQueues.ReleaseHeld(database, time ?? TimeProvider.System);
            _writer = new(database, () => Database.OpenWriter(path, timeout), () => Database.OpenFolder(path, timeout));
            _readers = new(() => Database.OpenReader(path, timeout));
            Tables = new SqliteTables(_readers, _writer, versions);
            Blobs = new SqliteBlobs(_readers, _writer, versions, new(Path.Combine(dataDirectory, "blobs")));
            Queues = new SqliteQueues(_readers, _writer, versions, time ?? TimeProvider.System);
        }
        catch (Exception fault)
        {
            _readers?.Dispose();
            _writer?.Dispose();
            _lock.Dispose();
            throw fault is SqliteFault sqlite ? sqlite.AsUnavailable() : fault;
        }
    }

    public ITables Tables { get; }

    public IBlobs Blobs { get; }

    public IQueues Queues { get; }

    /// <summary>Groups of commits made durable since the opening.</summary>
    public long CommittedGroups => _writer.Groups;

    /// <summary>
    /// Lets the database file grow to so many pages of 8 KiB and no further (or stay as large as it is, if that is more): the next change
    /// that needs room finds the disk full.
    /// </summary>
    public async Task LimitPagesAsync(int pages, CancellationToken cancellationToken) =>
        await _writer.SubmitAsync(
            database =>
            {
                database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
                return true;
            },
            null,
            0,
            cancellationToken);

    /// <summary>Finishes what is waiting, folds the log into the database file and lets go of the directory.</summary>
    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
        _lock.Dispose();
    }

    /// <summary>The lock goes with the process, however it ends.</summary>
    private static FileStream Own(string dataDirectory)
    {
        try
        {
            return new(Path.Combine(dataDirectory, "infoshare.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new IOException($"The data directory {Path.GetFullPath(dataDirectory)} is in use by another process, or cannot be locked.", inUse);
        }
    }

    private static long CountOpening(Database database)
    {
        database.Execute("UPDATE store SET opens = opens + 1");
        var statement = database.Prepared("SELECT opens FROM store");
        statement.Step();
        var opens = statement.Int64(0);
        statement.Reset();
        return opens;
    }
}
