using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SQLitePCL;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>One connection to the database file, with the statements that it has prepared. Not for two threads at once.</summary>
internal sealed class Database : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS store (opens INTEGER NOT NULL);
        INSERT INTO store SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM store);
        CREATE TABLE IF NOT EXISTS tables (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS blobs (
            container TEXT NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, length INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (container, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, visible INTEGER NOT NULL, inserted INTEGER NOT NULL,
            receipt INTEGER NOT NULL, dequeued INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS messages_by_visible ON messages (queue, visible, id);
        PRAGMA user_version = 3;
        """;

    /// <summary>Format 1 had all rows under their keys as the port knows them.</summary>
    private const string FromFormat1 = """
        UPDATE rows SET table_id = -table_id, row = substr(row, 3) || char(1) || substr(row, 1, 1)
        WHERE table_id = (SELECT id FROM tables WHERE name = 'Records') AND substr(row, 1, 2) IN ('c~', 'v~');
        INSERT INTO passing_rows (table_id, partition, row, version, body)
        SELECT table_id, partition, row, version, body FROM rows WHERE table_id = (SELECT id FROM tables WHERE name = 'Records');
        DELETE FROM rows WHERE table_id = (SELECT id FROM tables WHERE name = 'Records');
        """;

    /// <summary>Format 2 had records' rows among the others under the table's negated number, the head of the key at its end.</summary>
    private const string FromFormat2 = """
        INSERT INTO record_rows (place, tail, row, version, body)
        SELECT record_place(partition, row), record_tail(partition, row), partition || char(1) || substr(row, 1, length(row) - 2), version, body
        FROM rows NOT INDEXED WHERE table_id < 0;
        DELETE FROM rows WHERE table_id < 0;
        """;

    private const int Format = 3;

    /// <summary>3.51.3: before it, a log that one connection folds while another begins it anew could be damaged (sqlite.org/wal.html, the WAL-reset bug).</summary>
    private const int LeastVersion = 3_051_003;

    /// <summary>SQLITE_DBCONFIG_ENABLE_QPSG.</summary>
    private const int EnableStablePlans = 1007;

    private readonly sqlite3 _database;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private Database(sqlite3 database) => _database = database;

    /// <summary>Whether a transaction is open; some faults end it, and with it all that it did.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>The one connection that writes.</summary>
    public static Database OpenWriter(string path, TimeSpan busyTimeout)
    {
        if (raw.sqlite3_libversion_number() < LeastVersion)
        {
            throw new InvalidOperationException($"SQLite {raw.sqlite3_libversion().utf8_to_string()} can lose what is in a log that two connections fold; 3.51.3 or a later one is needed.");
        }

        var database = Open(path, busyTimeout);
        try
        {
            database.Execute("PRAGMA page_size = 8192");
            database.Expect("PRAGMA journal_mode = WAL", "wal");
            database.Execute("PRAGMA synchronous = FULL");
            database.Expect("PRAGMA synchronous", "2");
            database.Execute("PRAGMA cache_size = -16384");
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint = {4 * Checkpoints.Pages}"));
            database.Execute("PRAGMA journal_size_limit = 67108864");
            database.Migrate();

            // After the migration, which may have more to remember than memory has room.
            database.Execute("PRAGMA temp_store = MEMORY");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>For folding the log alone.</summary>
    public static Database OpenFolder(string path, TimeSpan busyTimeout) => Open(path, busyTimeout, "PRAGMA synchronous = FULL");

    public static Database OpenReader(string path, TimeSpan busyTimeout) =>
        Open(path, busyTimeout, "PRAGMA query_only = ON", "PRAGMA cache_size = -2048", "PRAGMA temp_store = MEMORY");

    /// <summary>Pages that this connection has written to the log since it was opened.</summary>
    public long PagesWritten
    {
        get
        {
            const int CacheWrite = 9;
            Check(raw.sqlite3_db_status(_database, CacheWrite, out var pages, out _, 0));
            return pages;
        }
    }

    /// <summary>
    /// Copies the log into the database file as far as no reader needs it, waiting for nobody. Answers how many pages the log has, and whether all are copied: then
    /// the next transaction begins it anew, unless somebody still reads from it. Not whole also where the file cannot be written; whatever keeps it from that, the
    /// next commit meets too, and says so.
    /// </summary>
    public (int Pages, bool IsWhole) Fold()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_database, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out var folded);
        return (pages, code == raw.SQLITE_OK && folded == pages);
    }

    /// <summary>The statement of this text, prepared at its first use.</summary>
    public Statement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = Prepare(sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a text that is used once, or one statement after another.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _database.Dispose();
    }

    private static Database Open(string path, TimeSpan busyTimeout, params string[] settings)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            handle?.Dispose();
            throw new SqliteFault(code, "The database file cannot be opened.");
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        _ = raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds);
        var database = new Database(handle);
        try
        {
            // Plans must not depend on what is bound (sqlite.org/queryplanner-ng.html#qpstab): a statement with LIMIT ? would be compiled anew at each use.
            database.Check(raw.sqlite3_db_config(handle, EnableStablePlans, 1, out _));
            Array.ForEach(settings, database.Execute);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Fault(code);
        }
    }

    private void Migrate()
    {
        using var version = Prepare("PRAGMA user_version");
        version.Step();
        var found = version.Int64(0);
        version.Reset();
        if (found > Format)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"The database file is of format {found}, which only a newer version of the hub reads."));
        }

        if (found is 1 or 2)
        {
            DefineRecordKeys();
        }

        Execute("BEGIN IMMEDIATE;" + Schema + RowSql.Lasting.Schema + RowSql.Passing.Schema + RowSql.Recorded.Schema
            + (found == 1 ? FromFormat1 : "") + (found is 1 or 2 ? FromFormat2 : "") + "COMMIT");
    }

    /// <summary>What <see cref="FromFormat2"/> asks about a record's row as it had it.</summary>
    private void DefineRecordKeys()
    {
        Define("record_place", key => key.Place);
        Define("record_tail", key => key.Tail);
        void Define(string name, Func<RecordKey, long> part) => Check(raw.sqlite3_create_function(
            _database, name, 2, raw.SQLITE_UTF8, null, (context, _, arguments) =>
            {
                var (partition, row) = (raw.sqlite3_value_text(arguments[0]).utf8_to_string(), raw.sqlite3_value_text(arguments[1]).utf8_to_string());
                raw.sqlite3_result_int64(context, part(RecordKey.Of(partition, $"{row[^1]}~", row[..^2])));
            }));
    }

    /// <summary>What was asked for is read back: SQLite ignores silently what it cannot do.</summary>
    private void Expect(string pragma, string expected)
    {
        using var statement = Prepare(pragma);
        var answer = statement.Step() ? statement.Text(0) : "nothing";
        if (answer != expected)
        {
            throw new InvalidOperationException($"The database answered '{answer}' to '{pragma}', not '{expected}': commits would not be durable.");
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The statement owns it.")]
    private Statement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(_database, sql, out var statement);
        return code == raw.SQLITE_OK ? new(_database, statement) : throw Fault(code);
    }

    private SqliteFault Fault(int code) => new(code, raw.sqlite3_errmsg(_database).utf8_to_string());
}
