using System.Buffers;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// One commit, encoded by its caller, so that the writer only has to store it. All conditions are checked before the first row is written,
/// so a conflict leaves nothing to undo; but for a commit that only inserts, as most do: there each row is looked for by inserting it.
/// </summary>
internal sealed class TableCommit : IDisposable
{
    private readonly string _partition;
    private readonly StoredPlace[] _places;
    private readonly IReadOnlyList<TableWrite> _writes;
    private readonly bool _onlyInserts;
    private readonly Versions _versions;
    private readonly int[] _ends;
    private readonly byte[] _bodies;

    /// <summary>The rows that were there when the conditions were checked, so that none is looked for twice.</summary>
    private readonly long[] _rows;

    private ReadOnlyMemory<byte>[]? _merged;

    public TableCommit(StoredTable table, string partition, IReadOnlyList<TableWrite> writes, Versions versions)
    {
        _partition = partition;
        _writes = writes;
        _onlyInserts = writes.All(write => write is TableWrite.Insert);
        _versions = versions;
        _ends = new int[writes.Count];
        _rows = new long[writes.Count];
        _places = new StoredPlace[writes.Count];
        _bodies = ArrayPool<byte>.Shared.Rent(Math.Max(1, writes.Sum(write => BodyOf(write) is { } body ? RowCoding.MaxLength(body) : 0)));
        for (var (index, at) = (0, 0); index < writes.Count; index++)
        {
            at += BodyOf(writes[index]) is { } body ? RowCoding.Encode(body, _bodies.AsSpan(at)) : 0;
            _ends[index] = at;
            _places[index] = table.PlaceOf(writes[index].Row);
        }
    }

    /// <summary>Bytes that it will write, about.</summary>
    public long Weight => _ends[^1] + (100L * _ends.Length);

    public CommitOutcome Apply(Database database) => _onlyInserts ? InsertAll(database) : CheckAndWrite(database);

    private CommitOutcome InsertAll(Database database)
    {
        var tags = new string[_writes.Count];
        for (var index = 0; index < tags.Length; index++)
        {
            var version = _versions.Next();
            if (OfRow(database, sql => sql.InsertNew, index).Bind(4, version).Bind(5, Body(index)).Run() == 0)
            {
                for (var before = 0; before < index; before++)
                {
                    OfRow(database, sql => sql.RemoveNew, before).Run();
                }

                return new CommitOutcome.Conflict(index, ConflictReason.Exists);
            }

            tags[index] = Versions.Format(version);
        }

        return new CommitOutcome.Committed(tags);
    }

    private CommitOutcome CheckAndWrite(Database database)
    {
        for (var index = 0; index < _writes.Count; index++)
        {
            if (Refusal(database, index) is { } refusal)
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
    private ConflictReason? Refusal(Database database, int index)
    {
        var write = _writes[index];
        if (write is TableWrite.Upsert)
        {
            return null;
        }

        var reading = OfRow(database, write is TableWrite.Merge ? sql => sql.ReadWhole : sql => sql.ReadVersion, index);
        if (!reading.Step())
        {
            return write is TableWrite.Insert ? null : ConflictReason.Missing;
        }

        try
        {
            _rows[index] = reading.Int64(0);
            if (write is TableWrite.Insert)
            {
                return ConflictReason.Exists;
            }

            if (write.Expected is { } tag && Versions.Parse(tag) != reading.Int64(1))
            {
                return ConflictReason.Changed;
            }

            Merge(reading, index);
            return null;
        }
        finally
        {
            reading.Reset();
        }
    }

    private void Write(Database database, int index, long version)
    {
        var write = _writes[index];
        switch (write)
        {
            case TableWrite.Insert:
                OfRow(database, sql => sql.Insert, index).Bind(4, version).Bind(5, Body(index)).Run();
                break;
            case TableWrite.Upsert:
                OfRow(database, sql => sql.Upsert, index).Bind(4, version).Bind(5, Body(index)).Run();
                break;
            case TableWrite.Replace:
                Put(database, index, version, Body(index));
                break;
            case TableWrite.Merge:
                Put(database, index, version, _merged![index].Span);
                break;
            default:
                database.Prepared(_places[index].Sql.Remove).Bind(1, _rows[index]).Run();
                break;
        }
    }

    /// <summary>What a merge comes to, while the row is at hand.</summary>
    /// <exception cref="StorageLimitException">The row would be too large.</exception>
    private void Merge(Statement row, int index)
    {
        if (_writes[index] is TableWrite.Merge merge)
        {
            _merged ??= new ReadOnlyMemory<byte>[_writes.Count];
            _merged[index] = RowCoding.Merge(row.Bytes(2), merge.Properties, properties => TableCheck.Row(_partition, merge.Row, properties));
        }
    }

    private ReadOnlySpan<byte> Body(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bodies.AsSpan(start, _ends[index] - start);
    }

    private Statement OfRow(Database database, Func<RowSql, string> sql, int index) =>
        _places[index].Prepare(database, sql(_places[index].Sql), _partition);

    private void Put(Database database, int index, long version, ReadOnlySpan<byte> body) =>
        database.Prepared(_places[index].Sql.Update).Bind(1, _rows[index]).Bind(2, version).Bind(3, body).Run();
}
