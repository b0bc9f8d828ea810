using System.Threading.Channels;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// The one writer: a thread that takes whatever changes are waiting and commits them in one transaction. There is no artificial delay:
/// while one group is being synced to disk, the next gathers.
/// </summary>
/// <remarks>
/// A change that throws takes the transaction with it, and the others are done again without it. That is rare; savepoints, which would
/// spare it, copy every page that a change touches.
/// </remarks>
internal sealed class GroupWriter : IDisposable
{
    private const int MaxGroup = 256;

    /// <summary>A few milliseconds' work: a large group saves little, and whoever comes next waits for all of it.</summary>
    private const long MaxGroupBytes = 256 * 1024;

    private readonly Func<Database> _open;
    private readonly Checkpoints _checkpoints;
    private readonly Channel<Change> _waiting = Channel.CreateBounded<Change>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly List<Change> _group = new(MaxGroup);
    private readonly Thread _thread;
    private Database? _database;

    /// <param name="open">Opens the writing connection anew after a fault.</param>
    /// <param name="openFolder">Opens one for the log.</param>
    public GroupWriter(Database database, Func<Database> open, Func<Database> openFolder)
    {
        _checkpoints = new(openFolder);
        _database = database;
        _open = open;
        _thread = new Thread(Loop) { Name = "storage writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Groups committed since the start.</summary>
    public long Groups { get; private set; }

    /// <summary>Applies a change and answers when it is durable.</summary>
    public async ValueTask<T> SubmitAsync<T>(
        Func<Database, T> apply, Func<string, T>? doubtful, long weight, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var change = new Change<T>(apply, doubtful, weight, cancellationToken);
        if (!_waiting.Writer.TryWrite(change))
        {
            await WaitAndWriteAsync(change, cancellationToken);
        }

        return await change.Completion;
    }

    /// <summary>Finishes what is waiting, then closes the connection.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _thread.Join();
        _checkpoints.Dispose();
        _database?.Dispose();
        _database = null;
    }

    private async ValueTask WaitAndWriteAsync(Change change, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(change, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new StorageUnavailableException("The store is closing.", closed);
        }
    }

    private void Loop()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather();
            Run(0, _group.Count);
            _group.Clear();
        }
    }

    private void Gather()
    {
        var bytes = 0L;
        while (_group.Count < MaxGroup && bytes < MaxGroupBytes && _waiting.Reader.TryRead(out var change))
        {
            if (change.IsCancelled)
            {
                change.Cancel();
                continue;
            }

            bytes += change.Weight;
            _group.Add(change);
        }
    }

    /// <summary>Commits the changes from <paramref name="start"/> to <paramref name="end"/> (exclusive) of the group, each answered.</summary>
    private void Run(int start, int end)
    {
        if (start == end || Attempt(start, end) is not { } lost)
        {
            return;
        }

        _group[lost.Index].Fail(lost.Fault);
        Run(start, lost.Index);
        Run(lost.Index + 1, end);
    }

    /// <summary>Null when the group has been answered, else the change that failed and took the transaction with it.</summary>
    private (int Index, Exception Fault)? Attempt(int start, int end)
    {
        Database database;
        try
        {
            database = _database ??= _open();
            database.Prepared("BEGIN IMMEDIATE").Run();
        }
        catch (Exception fault)
        {
            ForEach(start, end, change => change.Fail(fault));
            Forget(fault);
            return null;
        }

        for (var index = start; index < end; index++)
        {
            try
            {
                _group[index].Apply(database);
            }
            catch (Exception fault)
            {
                RollBack(database);
                Forget(fault);
                return (index, fault);
            }
        }

        Commit(database, start, end);
        return null;
    }

    private void Commit(Database database, int start, int end)
    {
        try
        {
            database.Prepared("COMMIT").Run();
        }
        catch (SqliteFault fault)
        {
            Undo(database, start, end, fault);
            return;
        }

        Groups++;
        ForEach(start, end, change => change.Report());
        _checkpoints.After(database);
    }

    /// <summary>
    /// A busy or full COMMIT leaves the transaction as it was, or rolled back. Any other failure may have come after the commit's frame
    /// reached the log, where the next start would find it.
    /// </summary>
    private void Undo(Database database, int start, int end, SqliteFault fault)
    {
        if (fault.IsPassing)
        {
            RollBack(database);
            ForEach(start, end, change => change.Fail(fault));
            return;
        }

        Forget(fault);
        ForEach(start, end, change => change.Doubt(fault.Message));
    }

    private void RollBack(Database database)
    {
        try
        {
            if (database.InTransaction)
            {
                database.Prepared("ROLLBACK").Run();
            }
        }
        catch (SqliteFault fault)
        {
            // Closing a connection rolls back what it had not committed.
            Forget(fault);
        }
    }

    /// <summary>After an I/O fault the next group opens the file anew.</summary>
    private void Forget(Exception fault)
    {
        if (fault is SqliteFault { IsPassing: false })
        {
            _database?.Dispose();
            _database = null;
        }
    }

    private void ForEach(int start, int end, Action<Change> report)
    {
        for (var index = start; index < end; index++)
        {
            report(_group[index]);
        }
    }
}
