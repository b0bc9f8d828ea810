using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Connections that only read. A reading holds one for as long as it lasts, and its snapshot no longer than that.</summary>
internal sealed class ReadPool(Func<Database> open) : IDisposable
{
    private const int MaxIdle = 8;

    private readonly ConcurrentBag<Database> _idle = [];
    private volatile bool _closed;

    public TResult Read<TState, TResult>(TState state, Func<Database, TState, TResult> read)
    {
        if (_closed)
        {
            throw new StorageUnavailableException("The store is closed.");
        }

        Database? database = null;
        try
        {
            database = Take();
            var result = read(database, state);
            Return(database);
            return result;
        }
        catch (Exception fault)
        {
            // Not worth keeping after a fault: opening another costs less than knowing what is left of this one.
            database?.Dispose();
            if (fault is SqliteFault sqlite)
            {
                throw sqlite.AsUnavailable();
            }

            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var database))
        {
            database.Dispose();
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller returns or disposes it.")]
    private Database Take() => _idle.TryTake(out var idle) ? idle : open();

    private void Return(Database database)
    {
        if (_closed || _idle.Count >= MaxIdle)
        {
            database.Dispose();
            return;
        }

        _idle.Add(database);
    }
}
