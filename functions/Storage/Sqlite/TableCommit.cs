using System.Buffers;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// One commit, encoded by its caller, so that the writer only has to store it. All conditions are checked before the first row is written,
/// so a conflict leaves nothing to undo.
/// </summary>
internal sealed class TableCommit : IDisposable
{
    private const string ThisRow = " WHERE table_id = ?1 AND partition = ?2 AND row = ?3";
    private const string InsertRow = "INSERT INTO rows (table_id, partition, row, version, body) VALUES (?1, ?2, ?3, ?4, ?5)";
    private const string Upsert = InsertRow + " ON CONFLICT (table_id, partition, row) DO UPDATE SET version = excluded.version, body = excluded.body";
    private const string Update = "UPDATE rows SET version = ?4, body = ?5" + ThisRow;
    private const string Remove = "DELETE FROM rows" + ThisRow;
    private const string ReadVersion = "SELECT version FROM rows" + ThisRow;
    private const string ReadBody = "SELECT body FROM rows" + ThisRow;

    private readonly long _table;
    private readonly string _partition;
    private readonly IReadOnlyList<TableWrite> _writes;
    private readonly Versions _versions;
    private readonly int[] _ends;
    private readonly byte[] _bodies;

    public TableCommit(long table, string partition, IReadOnlyList<TableWrite> writes, Versions versions)
    {
        _table = table;
        _partition = partition;
        _writes = writes;
        _versions = versions;
        _ends = new int[writes.Count];
        _bodies = ArrayPool<byte>.Shared.Rent(Math.Max(1, writes.Sum(write => BodyOf(write) is { } body ? RowCoding.MaxLength(body) : 0)));
        for (var (index, at) = (0, 0); index < writes.Count; index++)
        {
            at += BodyOf(writes[index]) is { } body ? RowCoding.Encode(body, _bodies.AsSpan(at)) : 0;
            _ends[index] = at;
        }
    }

    /// <summary>Bytes that it will write, about.</summary>
    public long Weight => _ends[^1] + (100L * _ends.Length);

    public CommitOutcome Apply(Database database)
    {
        for (var index = 0; index < _writes.Count; index++)
        {
            if (Refusal(database, _writes[index]) is { } refusal)
            {
                return new CommitOutcome.Conflict(index, refusal);
            }
        }

        var tags = new string[_writes.Count];
        for (var index = 0; index < tags.Length; index++)
        {
            var version = _versions.Next();
            Write(database, index, version);
            tags[index] = _writes[index] is TableWrite.Delete ? "" : Versions.Format(version);
        }

        return new CommitOutcome.Committed(tags);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bodies);

    /// <summary>What can be encoded beforehand; a merge has to see the row first.</summary>
    private static Properties? BodyOf(TableWrite write) => write is TableWrite.Merge ? null : write.Written;

    /// <summary>Why the operation cannot be carried out; no row comes twice in a commit, so none depends on another.</summary>
    private ConflictReason? Refusal(Database database, TableWrite write)
    {
        if (write is TableWrite.Upsert)
        {
            return null;
        }

        var reading = OfRow(database, ReadVersion, write.Row);
        var version = reading.Step() ? reading.Int64(0) : (long?)null;
        reading.Reset();
        return (write, version) switch
        {
            (TableWrite.Insert, not null) => ConflictReason.Exists,
            (TableWrite.Insert, null) => null,
            (_, null) => ConflictReason.Missing,
            _ => write.Expected is { } tag && Versions.Parse(tag) != version ? ConflictReason.Changed : null,
        };
    }

    private void Write(Database database, int index, long version)
    {
        var write = _writes[index];
        switch (write)
        {
            case TableWrite.Insert:
                Put(database, InsertRow, write.Row, version, Body(index));
                break;
            case TableWrite.Upsert:
                Put(database, Upsert, write.Row, version, Body(index));
                break;
            case TableWrite.Replace:
                Put(database, Update, write.Row, version, Body(index));
                break;
            case TableWrite.Merge merge:
                Merge(database, merge, version);
                break;
            default:
                OfRow(database, Remove, write.Row).Run();
                break;
        }
    }

    /// <exception cref="StorageLimitException">The row would be too large.</exception>
    private void Merge(Database database, TableWrite.Merge merge, long version)
    {
        var reading = OfRow(database, ReadBody, merge.Row);
        reading.Step();
        var merged = RowCoding.Merge(reading.Bytes(0), merge.Properties, properties => TableCheck.Row(_partition, merge.Row, properties));
        reading.Reset();
        Put(database, Update, merge.Row, version, merged);
    }

    private ReadOnlySpan<byte> Body(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bodies.AsSpan(start, _ends[index] - start);
    }

    private Statement OfRow(Database database, string sql, string row) =>
        database.Prepared(sql).Bind(1, _table).Bind(2, _partition).Bind(3, row);

    private void Put(Database database, string sql, string row, long version, ReadOnlySpan<byte> body) =>
        OfRow(database, sql, row).Bind(4, version).Bind(5, body).Run();
}
