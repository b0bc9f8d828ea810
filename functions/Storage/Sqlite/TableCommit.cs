using System.Buffers;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// One commit, encoded by its caller, so that the writer only has to store it. All conditions are checked before the first row is written,
/// so a conflict leaves nothing to undo; but for a commit that only inserts, as most do: there each row is looked for by inserting it.
/// </summary>
internal sealed class TableCommit : IDisposable
{
    /// <summary>What is merged into a row is kept beside it up to so many bytes.</summary>
    private const int MaxBeside = 64;

    private readonly string _partition;
    private readonly StoredPlace[] _places;
    private readonly IReadOnlyList<TableWrite> _writes;
    private readonly bool _onlyInserts;
    private readonly Versions _versions;
    private readonly int[] _ends;
    private readonly byte[] _bodies;

    /// <summary>The rows that were there when the conditions were checked, so that none is looked for twice; 0: none was.</summary>
    private readonly long[] _rows;

    private (ReadOnlyMemory<byte> Bytes, bool IsBeside)[]? _merged;

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
            _places[index] = table.PlaceOf(partition, writes[index].Row);
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
        var reading = OfRow(database, write is TableWrite.Merge ? sql => sql.ReadWhole : sql => sql.ReadVersion, index);
        _rows[index] = 0;
        if (!reading.Step())
        {
            return write is TableWrite.Insert or TableWrite.Upsert ? null : ConflictReason.Missing;
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
        switch (_writes[index])
        {
            case TableWrite.Merge:
                PutMerged(database, index, version);
                break;
            case TableWrite.Delete:
                DropBeside(database, index);
                database.Prepared(_places[index].Sql.Remove).Bind(1, _rows[index]).Run();
                break;
            case not null when _rows[index] == 0:
                OfRow(database, sql => sql.Insert, index).Bind(4, version).Bind(5, Body(index)).Run();
                break;
            default:
                Put(database, index, version, Body(index));
                break;
        }
    }

    /// <summary>What a merge comes to, while the row is at hand.</summary>
    /// <exception cref="StorageLimitException">The row would be too large.</exception>
    private void Merge(Statement row, int index)
    {
        if (_writes[index] is TableWrite.Merge merge)
        {
            _merged ??= new (ReadOnlyMemory<byte>, bool)[_writes.Count];
            _merged[index] = _places[index].Sql.PutBeside is null ? (Merged(row, merge.Row, merge.Properties), false) : MergedRecord(row, merge);
        }
    }

    private ReadOnlyMemory<byte> Merged(Statement row, string key, Properties changes) =>
        RowCoding.Merge(row.Bytes(2), changes, properties => TableCheck.Row(_partition, key, properties));

    private (ReadOnlyMemory<byte> Bytes, bool IsBeside) MergedRecord(Statement row, TableWrite.Merge merge)
    {
        var before = row.Bytes(3);
        var all = before.IsEmpty ? merge.Properties : RowCoding.Decode(before).MergedWith(merge.Properties);
        var most = RowCoding.MaxLength(all);
        if (most > MaxBeside || !RowCoding.CanAppend(row.Bytes(2), all))
        {
            return (Merged(row, merge.Row, all), false);
        }

        var beside = new byte[most];
        return (beside.AsMemory(0, RowCoding.Encode(all, beside)), true);
    }

    private void PutMerged(Database database, int index, long version)
    {
        var (bytes, isBeside) = _merged![index];
        if (isBeside)
        {
            database.Prepared(_places[index].Sql.PutBeside!).Bind(1, _rows[index]).Bind(2, version).Bind(3, bytes.Span).Run();
        }
        else
        {
            Put(database, index, version, bytes.Span);
        }
    }

    private ReadOnlySpan<byte> Body(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bodies.AsSpan(start, _ends[index] - start);
    }

    private Statement OfRow(Database database, Func<RowSql, string> sql, int index) =>
        _places[index].Prepare(database, sql(_places[index].Sql));

    private void Put(Database database, int index, long version, ReadOnlySpan<byte> body)
    {
        DropBeside(database, index);
        database.Prepared(_places[index].Sql.Update).Bind(1, _rows[index]).Bind(2, version).Bind(3, body).Run();
    }

    /// <summary>What was merged into a row goes with it, for its number in the file may be given to another row.</summary>
    private void DropBeside(Database database, int index)
    {
        if (_places[index].Sql.DropBeside is { } drop)
        {
            database.Prepared(drop).Bind(1, _rows[index]).Run();
        }
    }
}
