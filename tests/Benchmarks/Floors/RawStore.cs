using System.Threading.Channels;
using InfoShare.Agencies;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Records;
using InfoShare.Storage;
using SQLitePCL;

namespace InfoShare.Benchmarks.Floors;

/// <summary>
/// The floor of publications: SQLite alone, with the hub's schema, settings and keys, one row of a body per record. A thread takes
/// whatever waits and commits it in one transaction, as the hub's writer does.
/// </summary>
internal sealed class RawStore : IDisposable
{
    private const string Open = """
        PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;
        PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 6000; PRAGMA journal_size_limit = 67108864;
        CREATE TABLE rows (
            id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL,
            version INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX rows_by_key ON rows (table_id, partition, row);
        CREATE TABLE record_rows (
            id INTEGER PRIMARY KEY, place INTEGER NOT NULL, tail INTEGER NOT NULL, row TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX record_rows_by_place ON record_rows (place, tail);
        CREATE TABLE record_merges (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE passing_rows (
            id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL,
            version INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX passing_rows_by_key ON passing_rows (table_id, partition, row);
        """;

    /// <summary>Bytes of a current row, and of a pending row or a row of the sequence, as the hub writes them of a sanction of the benchmark.</summary>
    private static readonly byte[] Current = new byte[610], Entry = new byte[1050], Merged = new byte[17];

    private const string InsertRecord = "INSERT INTO record_rows (place, tail, row, version, body) VALUES (?1, ?2, ?5, ?3, ?4)";

    private const string Merge = "INSERT INTO record_merges (id, version, body) SELECT id, ?3, ?4 FROM record_rows WHERE place = ?1 AND tail = ?2 AND row = ?5";

    private const string Delete = "DELETE FROM passing_rows WHERE table_id = 1 AND partition = ?1 AND row = ?2";

    private const string Insert = "INSERT INTO rows (table_id, partition, row, version, body) VALUES (1, ?1, ?2, ?3, ?4)";

    private const string InsertPassing = "INSERT INTO passing_rows (table_id, partition, row, version, body) VALUES (1, ?1, ?2, ?3, ?4)";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infoshare-floor-");
    private readonly Channel<(RecordId Id, byte[] Body, TaskCompletionSource Done)> _waiting =
        Channel.CreateUnbounded<(RecordId, byte[], TaskCompletionSource)>(new() { SingleReader = true });

    private readonly byte[] _key = new byte[32];
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _insertPassing;
    private readonly sqlite3_stmt _insertRecord;
    private readonly sqlite3_stmt _merge;
    private readonly sqlite3_stmt _delete;
    private long _version;
    private long _index;
    private Thread? _writer;

    public RawStore()
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(Path.Combine(_directory.FullName, "floor.db"), out _database));
        Check(raw.sqlite3_exec(_database, Open));
        Check(raw.sqlite3_prepare_v2(_database, Insert, out _insert));
        Check(raw.sqlite3_prepare_v2(_database, InsertPassing, out _insertPassing));
        Check(raw.sqlite3_prepare_v2(_database, InsertRecord, out _insertRecord));
        Check(raw.sqlite3_prepare_v2(_database, Merge, out _merge));
        Check(raw.sqlite3_prepare_v2(_database, Delete, out _delete));
    }

    /// <summary>The id of the hub's record under this reference.</summary>
    public RecordId IdOf(string reference) => RecordId.Of(_key, AgencyId.Parse("bench-market"), RecordKind.Sanction, reference);

    /// <summary>Commits per second of so many callers, each waiting for its own.</summary>
    public async Task<double> CommitAsync(int callers, double seconds, Func<long, (RecordId Id, byte[] Body)> row)
    {
        Begin();
        var (started, next) = (TimeProvider.System.GetTimestamp(), 0L);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds)
            {
                var (id, body) = row(Interlocked.Increment(ref next));
                await PutAsync(id, body);
            }
        })));
        var perSecond = next / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        End();
        return perSecond;
    }

    /// <summary>From now on, what waits is committed.</summary>
    public void Begin()
    {
        _writer = new Thread(Write);
        _writer.Start();
    }

    /// <summary>Commits a row together with whatever else waits; completes when it is durable.</summary>
    public async Task PutAsync(RecordId id, byte[] body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((id, body, done));
        await done.Task;
    }

    /// <summary>After all that waits.</summary>
    public void End()
    {
        _waiting.Writer.Complete();
        _writer?.Join();
    }

    /// <summary>Rows per second when so many share a transaction.</summary>
    public double InsertAll(IReadOnlyList<(RecordId Id, byte[] Body)> rows, int perTransaction)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var transaction in rows.Chunk(perTransaction))
        {
            Commit(transaction, row => Put(row.Id, row.Body));
        }

        return rows.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>
    /// Records per second with the six writes that a publication is, and nothing else of the hub: version, current and pending row in one transaction; then
    /// the row of the sequence, the stamp and the deletion of the pending row in another.
    /// </summary>
    public double PublishAll(IReadOnlyList<(RecordId Id, byte[] Body)> rows, int perTransaction)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var transaction in rows.Chunk(perTransaction))
        {
            Commit(transaction, row =>
            {
                Put(row.Id, row.Body);
                Run(_insertRecord, KeyOf(StorageNames.RecordRows.Current(row.Id), row.Id), Current);
                Run(_insertPassing, row.Id.Shard, PendingOf(row.Id), Entry);
            });
            Commit(transaction, row =>
            {
                Run(_insert, StorageNames.SequenceRows.Partition(new(_index)), StorageNames.SequenceRows.Row(new(_index++)), Entry);
                Run(_merge, KeyOf(StorageNames.RecordRows.Version(row.Id, 1), row.Id), Merged);
                Run(_delete, row.Id.Shard, PendingOf(row.Id), null);
            });
        }

        return rows.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _delete.Dispose();
        _merge.Dispose();
        _insertRecord.Dispose();
        _insertPassing.Dispose();
        _insert.Dispose();
        _database.Dispose();
        _directory.Delete(recursive: true);
    }

    private void Write()
    {
        var group = new List<TaskCompletionSource>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Check(raw.sqlite3_exec(_database, "BEGIN IMMEDIATE"));
            while (_waiting.Reader.TryRead(out var row))
            {
                Put(row.Id, row.Body);
                group.Add(row.Done);
            }

            Check(raw.sqlite3_exec(_database, "COMMIT"));
            group.ForEach(done => done.SetResult());
            group.Clear();
        }
    }

    private static RecordKey KeyOf(string row, RecordId id) => RecordKey.Of(id.Shard, row[..2], row[2..]);

    private static string PendingOf(RecordId id) => StorageNames.RecordRows.Pending(DateTimeOffset.UnixEpoch, id.ToString());

    private void Commit((RecordId Id, byte[] Body)[] rows, Action<(RecordId Id, byte[] Body)> write)
    {
        Check(raw.sqlite3_exec(_database, "BEGIN IMMEDIATE"));
        Array.ForEach(rows, write);
        Check(raw.sqlite3_exec(_database, "COMMIT"));
    }

    private void Put(RecordId id, byte[] body) => Run(_insertRecord, KeyOf(StorageNames.RecordRows.Version(id, 1), id), body);

    private void Run(sqlite3_stmt statement, RecordKey key, byte[] body)
    {
        Check(raw.sqlite3_bind_int64(statement, 1, key.Place));
        Check(raw.sqlite3_bind_int(statement, 2, key.Tail));
        Check(raw.sqlite3_bind_text(statement, 5, key.Row));
        Run(statement, body);
    }

    private void Run(sqlite3_stmt statement, string partition, string row, byte[]? body)
    {
        Check(raw.sqlite3_bind_text(statement, 1, partition));
        Check(raw.sqlite3_bind_text(statement, 2, row));
        Run(statement, body);
    }

    private void Run(sqlite3_stmt statement, byte[]? body)
    {
        if (body is not null)
        {
            Check(raw.sqlite3_bind_int64(statement, 3, ++_version));
            Check(raw.sqlite3_bind_blob(statement, 4, body));
        }

        Check(raw.sqlite3_step(statement));
        Check(raw.sqlite3_reset(statement));
    }

    private static void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw new InvalidOperationException($"SQLite answered {code}.");
        }
    }
}
