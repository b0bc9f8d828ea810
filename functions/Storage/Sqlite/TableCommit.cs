using System.Buffers;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>One commit, encoded by its caller, so that the writer only has to store it.</summary>
internal sealed class TableCommit : IDisposable
{
    private const string ThisRow = " WHERE table_id = ?1 AND partition = ?2 AND row = ?3";
    private const string InsertRow = "INSERT INTO rows (table_id, partition, row, version, body) VALUES (?1, ?2, ?3, ?4, ?5)";
    private const string InsertNew = InsertRow + " ON CONFLICT DO NOTHING";
    private const string Upsert = InsertRow + " ON CONFLICT (table_id, partition, row) DO UPDATE SET version = excluded.version, body = excluded.body";
    private const string Update = "UPDATE rows SET version = ?4, body = ?5" + ThisRow;
    private const string UpdateIfMatch = Update + " AND version = ?6";
    private const string Remove = "DELETE FROM rows" + ThisRow;
    private const string RemoveIfMatch = Remove + " AND version = ?4";
    private const string ReadVersion = "SELECT version FROM rows" + ThisRow;
    private const string ReadBody = "SELECT version, body FROM rows" + ThisRow;

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

    public Applied<CommitOutcome> Apply(Database database)
    {
        var tags = new string[_writes.Count];
        for (var index = 0; index < tags.Length; index++)
        {
            var version = _versions.Next();
            if (Apply(database, index, version) is { } refusal)
            {
                return new(new CommitOutcome.Conflict(index, refusal), false);
            }

            tags[index] = _writes[index] is TableWrite.Delete ? "" : Versions.Format(version);
        }

        return new(new CommitOutcome.Committed(tags), true);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bodies);

    /// <summary>What can be encoded beforehand; a merge has to see the row first.</summary>
    private static Properties? BodyOf(TableWrite write) => write is TableWrite.Merge ? null : write.Written;

    private ConflictReason? Apply(Database database, int index, long version)
    {
        var write = _writes[index];
        var expected = write.Expected is { } tag ? Versions.Parse(tag) : (long?)null;
        switch (write)
        {
            case TableWrite.Insert:
                return Put(database, InsertNew, write.Row, version, Body(index)).Run() == 0 ? ConflictReason.Exists : null;
            case TableWrite.Upsert:
                Put(database, Upsert, write.Row, version, Body(index)).Run();
                return null;
            case TableWrite.Merge merge:
                return Merge(database, merge, version, expected);
            case TableWrite.Replace when expected is { } match:
                return Found(database, write.Row, Put(database, UpdateIfMatch, write.Row, version, Body(index)).Bind(6, match).Run());
            case TableWrite.Replace:
                return Found(database, write.Row, Put(database, Update, write.Row, version, Body(index)).Run());
            default:
                return Found(database, write.Row, expected is { } old
                    ? OfRow(database, RemoveIfMatch, write.Row).Bind(4, old).Run()
                    : OfRow(database, Remove, write.Row).Run());
        }
    }

    private ConflictReason? Merge(Database database, TableWrite.Merge merge, long version, long? expected)
    {
        var reading = OfRow(database, ReadBody, merge.Row);
        if (!reading.Step())
        {
            return ConflictReason.Missing;
        }

        var before = reading.Int64(0);
        var merged = RowCoding.Decode(reading.Bytes(1)).MergedWith(merge.Properties);
        reading.Reset();
        if (expected is not null && expected != before)
        {
            return ConflictReason.Changed;
        }

        TableCheck.Row(_partition, merge.Row, merged);
        var body = new byte[RowCoding.MaxLength(merged)];
        var length = RowCoding.Encode(merged, body);
        Put(database, Update, merge.Row, version, body.AsSpan(0, length)).Run();
        return null;
    }

    /// <summary>Why a condition held for no row.</summary>
    private ConflictReason? Found(Database database, string row, int changed)
    {
        if (changed > 0)
        {
            return null;
        }

        var reading = OfRow(database, ReadVersion, row);
        var exists = reading.Step();
        reading.Reset();
        return exists ? ConflictReason.Changed : ConflictReason.Missing;
    }

    private ReadOnlySpan<byte> Body(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bodies.AsSpan(start, _ends[index] - start);
    }

    private Statement OfRow(Database database, string sql, string row) =>
        database.Prepared(sql).Bind(1, _table).Bind(2, _partition).Bind(3, row);

    private Statement Put(Database database, string sql, string row, long version, ReadOnlySpan<byte> body) =>
        OfRow(database, sql, row).Bind(4, version).Bind(5, body);
}
