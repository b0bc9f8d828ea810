using System.Collections.Concurrent;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Tables in the database file. Reading is done on the caller's thread, writing on the writer's.</summary>
public sealed class SqliteTables : ITables
{
    private const string ReadRow = "SELECT version, body FROM rows WHERE table_id = ?1 AND partition = ?2 AND row = ?3";
    private const string ReadFrom =
        "SELECT row, version, body FROM rows WHERE table_id = ?1 AND partition = ?2 AND row >= ?3 ORDER BY row LIMIT ?4";
    private const string ReadRange =
        "SELECT row, version, body FROM rows WHERE table_id = ?1 AND partition = ?2 AND row >= ?3 AND row < ?5 ORDER BY row LIMIT ?4";

    private const string KeysFrom = "SELECT row FROM rows WHERE table_id = ?1 AND partition = ?2 AND row >= ?3 ORDER BY row LIMIT ?4";
    private const string KeysOfRange = "SELECT row FROM rows WHERE table_id = ?1 AND partition = ?2 AND row >= ?3 AND row < ?5 ORDER BY row LIMIT ?4";

    /// <summary>A page ends early at so many bytes, so that a page of large rows stays small in memory.</summary>
    private const long MaxPageBytes = 4 * 1024 * 1024;

    private readonly ReadPool _readers;
    private readonly GroupWriter _writer;
    private readonly Versions _versions;

    /// <summary>Ids of the tables that are known to be there for good.</summary>
    private readonly ConcurrentDictionary<string, long> _tables = new(StringComparer.Ordinal);

    internal SqliteTables(ReadPool readers, GroupWriter writer, Versions versions)
    {
        _readers = readers;
        _writer = writer;
        _versions = versions;
    }

    public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
    {
        TableCheck.Get(table, partition, row);
        cancellationToken.ThrowIfCancellationRequested();
        return FindTable(table) is not { } id
            ? new((Entity?)null)
            : new(_readers.Read((id, partition, row), static (database, key) => Get(database, key.id, key.partition, key.row)));
    }

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        TableCheck.Query(table, partition, from, to, take);
        cancellationToken.ThrowIfCancellationRequested();
        var first = continuation ?? from ?? "";
        return FindTable(table) is not { } id
            ? new(new EntityPage([], null))
            : new(_readers.Read(
                (id, partition, first, to, take), static (database, range) => Page(database, range.id, range.partition, range.first, range.to, range.take)));
    }

    public ValueTask<KeyPage> QueryKeysAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        TableCheck.Query(table, partition, from, to, take);
        cancellationToken.ThrowIfCancellationRequested();
        var first = continuation ?? from ?? "";
        return FindTable(table) is not { } id
            ? new(new KeyPage([], null))
            : new(_readers.Read(
                (id, partition, first, to, take), static (database, range) => Keys(database, range.id, range.partition, range.first, range.to, range.take)));
    }

    public async ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        TableCheck.Commit(table, partition, writes);
        var id = FindTable(table) ?? await AddTableAsync(table, cancellationToken);
        using var commit = new TableCommit(id, partition, writes, _versions);
        return await _writer.SubmitAsync(commit.Apply, static reason => new CommitOutcome.Unknown(reason), commit.Weight, cancellationToken);
    }

    private static Entity? Get(Database database, long table, string partition, string row)
    {
        var statement = database.Prepared(ReadRow).Bind(1, table).Bind(2, partition).Bind(3, row);
        if (!statement.Step())
        {
            return null;
        }

        var entity = new Entity(partition, row, Versions.Format(statement.Int64(0)), RowCoding.Decode(statement.Bytes(1)));
        statement.Reset();
        return entity;
    }

    private static EntityPage Page(Database database, long table, string partition, string first, string? to, int take)
    {
        var statement = Range(database, to is null ? ReadFrom : ReadRange, table, partition, first, to, take + 1);
        var entities = new List<Entity>();
        var bytes = 0L;
        while (statement.Step())
        {
            var row = statement.Text(0);
            var body = statement.Bytes(2);
            if (entities.Count == take || (bytes += body.Length) > MaxPageBytes)
            {
                statement.Reset();
                return new(entities, row);
            }

            entities.Add(new(partition, row, Versions.Format(statement.Int64(1)), RowCoding.Decode(body)));
        }

        return new(entities, null);
    }

    /// <summary>Read from the index alone.</summary>
    private static KeyPage Keys(Database database, long table, string partition, string first, string? to, int take)
    {
        var statement = Range(database, to is null ? KeysFrom : KeysOfRange, table, partition, first, to, take + 1);
        var rows = new List<string>();
        while (statement.Step())
        {
            rows.Add(statement.Text(0));
        }

        return rows.Count > take ? new(rows[..take], rows[take]) : new(rows, null);
    }

    private static Statement Range(Database database, string sql, long table, string partition, string first, string? to, int limit)
    {
        var statement = database.Prepared(sql).Bind(1, table).Bind(2, partition).Bind(3, first).Bind(4, limit);
        return to is null ? statement : statement.Bind(5, to);
    }

    private long? FindTable(string table)
    {
        if (_tables.TryGetValue(table, out var known))
        {
            return known;
        }

        var found = _readers.Read(table, static (database, name) => Find(database, name));
        return found is { } id ? _tables.GetOrAdd(table, id) : null;
    }

    /// <summary>Its own commit, so that the id may be remembered whatever becomes of the first commit to the table.</summary>
    private async ValueTask<long> AddTableAsync(string table, CancellationToken cancellationToken)
    {
        var id = await _writer.SubmitAsync(database => Add(database, table), null, table.Length, cancellationToken);
        return _tables.GetOrAdd(table, id);
    }

    private static long Add(Database database, string table)
    {
        database.Prepared("INSERT INTO tables (name) VALUES (?1) ON CONFLICT DO NOTHING").Bind(1, table).Run();
        return Find(database, table) ?? throw new InvalidOperationException("A table that was just added is not there.");
    }

    private static long? Find(Database database, string table)
    {
        var statement = database.Prepared("SELECT id FROM tables WHERE name = ?1").Bind(1, table);
        if (!statement.Step())
        {
            return null;
        }

        var id = statement.Int64(0);
        statement.Reset();
        return id;
    }
}
