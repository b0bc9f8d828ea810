using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Storage;

namespace InfoShare.Tests.Storage;

/// <summary>The embedded store in a directory that goes with the test.</summary>
public sealed class EmbeddedStore : IDisposable
{
    private readonly TimeProvider _time;

    public EmbeddedStore(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Directory = System.IO.Directory.CreateTempSubdirectory("infoshare-").FullName;
        Store = Open();
    }

    public string Directory { get; }

    public SqliteStore Store { get; private set; }

    public ITables Tables => Store.Tables;

    /// <summary>Closes the store and opens it again.</summary>
    /// <param name="meanwhile">While nobody has it open.</param>
    public void Reopen(Action? meanwhile = null)
    {
        Store.Dispose();
        meanwhile?.Invoke();
        Store = Open();
    }

    public void Dispose()
    {
        Store.Dispose();
        System.IO.Directory.Delete(Directory, true);
    }

    private SqliteStore Open() => new(Directory, new() { BusyTimeout = TimeSpan.FromSeconds(2) }, _time);
}
