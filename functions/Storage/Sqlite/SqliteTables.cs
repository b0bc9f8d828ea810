using System.Collections.Concurrent;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Tables in the database file. Reading is done on the caller's thread, writing on the writer's.</summary>
public sealed class SqliteTables : ITables
{
    /// <summary>A page ends early at so many bytes, so that a page of large rows stays small in memory.</summary>
    private const long MaxPageBytes = 4 * 1024 * 1024;

    private readonly ReadPool _readers;
    private readonly GroupWriter _writer;
    private readonly Versions _versions;

    /// <summary>The tables that are known to be there for good.</summary>
    private readonly ConcurrentDictionary<string, StoredTable> _tables = new(StringComparer.Ordinal);

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
        return FindTable(table) is not { } found
            ? new((Entity?)null)
            : new(_readers.Read((found, partition, row), static (database, key) => Get(database, key.found, key.partition, key.row)));
    }

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        TableCheck.Query(table, partition, from, to, take);
        cancellationToken.ThrowIfCancellationRequested();
        var first = continuation ?? from ?? "";
        return FindTable(table) is not { } found
            ? new(new EntityPage([], null))
            : new(_readers.Read(
                (Ranges: found.RangesOf(partition, first, to), partition, take), static (database, query) => Page(database, query.Ranges, query.partition, query.take)));
    }

    public ValueTask<KeyPage> QueryKeysAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        TableCheck.Query(table, partition, from, to, take);
        cancellationToken.ThrowIfCancellationRequested();
        var first = continuation ?? from ?? "";
        return FindTable(table) is not { } found
            ? new(new KeyPage([], null))
            : new(_readers.Read(
                (Ranges: found.RangesOf(partition, first, to), take), static (database, query) => Keys(database, query.Ranges, query.take)));
    }

    public async ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        TableCheck.Commit(table, partition, writes);
        var stored = FindTable(table) ?? await AddTableAsync(table, cancellationToken);
        using var commit = new TableCommit(stored, partition, writes, _versions);
        return await _writer.SubmitAsync(commit.Apply, static reason => new CommitOutcome.Unknown(reason), commit.Weight, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// In one transaction, so that all share one write to the disk. If that fails, none of them was made; if it cannot be known, of none
    /// of them.
    /// </remarks>
    public async ValueTask<IReadOnlyList<CommitOutcome>> CommitInTurnAsync(
        string table, IReadOnlyList<PartitionWrites> commits, CancellationToken cancellationToken)
    {
        foreach (var (partition, writes) in commits)
        {
            TableCheck.Commit(table, partition, writes);
        }

        var stored = FindTable(table) ?? await AddTableAsync(table, cancellationToken);
        using var turn = new CommitTurn([.. commits.Select(commit => new TableCommit(stored, commit.Partition, commit.Writes, _versions))]);
        return await _writer.SubmitAsync(turn.Apply, static reason => [new CommitOutcome.Unknown(reason)], turn.Weight, cancellationToken);
    }

    private static Entity? Get(Database database, StoredTable table, string partition, string row)
    {
        var place = table.PlaceOf(partition, row);
        var statement = place.Prepare(database, place.Sql.Read);
        if (!statement.Step())
        {
            return null;
        }

        var entity = new Entity(partition, row, Versions.Format(statement.Int64(0)), RowCoding.Decode(statement.Bytes(1), statement.Bytes(2)));
        statement.Reset();
        return entity;
    }

    private static EntityPage Page(Database database, IReadOnlyList<StoredRange> ranges, string partition, int take)
    {
        var entities = new List<Entity>();
        var bytes = 0L;
        foreach (var range in ranges)
        {
            var statement = range.ReadRows(database, take + 1 - entities.Count);
            while (statement.Step())
            {
                var row = range.KeyOf(statement.Text(0));
                var body = statement.Bytes(2);
                if (entities.Count == take || (bytes += body.Length) > MaxPageBytes)
                {
                    statement.Reset();
                    return new(entities, row);
                }

                entities.Add(new(partition, row, Versions.Format(statement.Int64(1)), RowCoding.Decode(body, statement.Bytes(3))));
            }
        }

        return new(entities, null);
    }

    private static KeyPage Keys(Database database, IReadOnlyList<StoredRange> ranges, int take)
    {
        var rows = new List<string>();
        foreach (var range in ranges)
        {
            var statement = range.ReadKeys(database, take + 1 - rows.Count);
            while (statement.Step())
            {
                rows.Add(range.KeyOf(statement.Text(0)));
            }

            if (rows.Count > take)
            {
                return new(rows[..take], rows[take]);
            }
        }

        return new(rows, null);
    }

    private StoredTable? FindTable(string table)
    {
        if (_tables.TryGetValue(table, out var known))
        {
            return known;
        }

        var found = _readers.Read(table, static (database, name) => Find(database, name));
        return found is { } id ? Remember(table, id) : null;
    }

    /// <summary>Its own commit, so that the id may be remembered whatever becomes of the first commit to the table.</summary>
    private async ValueTask<StoredTable> AddTableAsync(string table, CancellationToken cancellationToken)
    {
        var id = await _writer.SubmitAsync(database => Add(database, table), null, table.Length, cancellationToken);
        return Remember(table, id);
    }

    private StoredTable Remember(string table, long id) => _tables.GetOrAdd(table, StoredTable.Of, id);

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
