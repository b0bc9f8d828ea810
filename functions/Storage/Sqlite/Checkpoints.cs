namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// Folds the log back into the database file. Most of that is done beside the writer, on a thread and a connection of their own; what comes meanwhile is
/// little, and the writer folds it itself between two groups, so that the next group can begin the log anew.
/// </summary>
/// <remarks>
/// Left to the writer alone it would stand still for a tenth of a second each time, and with it all who wait for a commit. A crash at any point leaves a log
/// that the next opening reads; a fold that fails is tried again after some more pages, and the writer's own (at four times the size) stands behind it.
/// </remarks>
internal sealed class Checkpoints : IDisposable
{
    /// <summary>Pages in the log from which on it is folded: 48 MiB.</summary>
    public const int Pages = 6000;

    /// <summary>Pages until the next try, where a reader was in the way or the file could not be written.</summary>
    private const int PagesUntilNextTry = 1000;

    private readonly Func<Database> _open;
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly Thread _thread;

    /// <summary>Pages that the writer had written when the log began.</summary>
    private long _begin;

    private volatile Phase _phase;

    private volatile bool _isClosing;

    public Checkpoints(Func<Database> open)
    {
        _open = open;
        _thread = new Thread(Loop) { Name = "storage checkpoints", IsBackground = true };
        _thread.Start();
    }

    private enum Phase
    {
        /// <summary>The log grows.</summary>
        Growing,

        /// <summary>It is being folded beside the writer.</summary>
        Folding,

        /// <summary>The writer's turn.</summary>
        Folded,
    }

    /// <summary>The writer has committed a group.</summary>
    public void After(Database writer)
    {
        var written = writer.PagesWritten;

        // A connection that was opened anew counts from zero.
        _begin = Math.Min(_begin, written);
        if (_phase == Phase.Growing && written - _begin >= Pages)
        {
            _phase = Phase.Folding;
            _wanted.Release();
        }
        else if (_phase == Phase.Folded)
        {
            // A log with more pages than were written since it was to begin anew did not: somebody read from it then.
            var (pages, isWhole) = writer.Fold();
            _begin = isWhole && pages <= written - _begin ? written : written - Pages + PagesUntilNextTry;
            _phase = Phase.Growing;
        }
    }

    public void Dispose()
    {
        if (!_isClosing)
        {
            _isClosing = true;
            _wanted.Release();
            _thread.Join();
            _wanted.Dispose();
        }
    }

    private void Loop()
    {
        Database? database = null;
        for (_wanted.Wait(); !_isClosing; _wanted.Wait())
        {
            database ??= TryOpen();
            database?.Fold();
            _phase = Phase.Folded;
        }

        database?.Dispose();
    }

    /// <summary>Null where the file cannot be opened now: the writer then folds all of it, as it would without this.</summary>
    private Database? TryOpen()
    {
        try
        {
            return _open();
        }
        catch (SqliteFault)
        {
            return null;
        }
    }
}
