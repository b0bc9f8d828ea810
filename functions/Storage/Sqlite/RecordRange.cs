using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A range of records' current rows, or of their versions.</summary>
/// <param name="Head">Of their keys.</param>
/// <param name="From">Inclusive, without the head.</param>
/// <param name="To">Exclusive, without the head; null: no bound.</param>
internal sealed record RecordRange(string Head, string Partition, string From, string? To) : StoredRange
{
    private static readonly (string Rows, string Keys) Current = OfTail("= 0"), Versions = OfTail("> 0");

    /// <summary>Of one record's versions: in the index's own order, so that of many versions only those wanted are read.</summary>
    private static readonly (string Rows, string Keys) OfOneRecord =
        Texts("place = ?1 AND tail >= ?2 AND tail < ?6 AND row >= ?3 AND row < ?4 ORDER BY tail LIMIT ?5");

    private (string Rows, string Keys) Sql => Head == StorageNames.RecordRows.CurrentHead ? Current : Versions;

    public override Statement ReadRows(Database database, int limit) => Read(database, sql => sql.Rows, limit);

    public override Statement ReadKeys(Database database, int limit) => Read(database, sql => sql.Keys, limit);

    public override string KeyOf(string row) => string.Concat(Head, row.AsSpan(Partition.Length + 1));

    /// <summary>Places are in the order of the keys, so that only rows of one place are sorted.</summary>
    private static (string Rows, string Keys) OfTail(string tail) =>
        Texts($"place BETWEEN ?1 AND ?2 AND tail {tail} AND row >= ?3 AND row < ?4 ORDER BY place, row LIMIT ?5");

    private static (string Rows, string Keys) Texts(string range) =>
        ($"SELECT row, {RowSql.RecordVersion}, {RowSql.RecordBodies} FROM {RowSql.RecordsMerged} WHERE {range}", $"SELECT row FROM record_rows WHERE {range}");

    /// <summary>Whether the place has keys of versions that have no number: those are in no order of numbers.</summary>
    private static bool HasUnnumbered(Database database, long place)
    {
        var statement = database.Prepared("SELECT 1 FROM record_rows WHERE place = ?1 AND tail = ?2 LIMIT 1").Bind(1, place).Bind(2, RecordKey.NoVersion);
        var has = statement.Step();
        statement.Reset();
        return has;
    }

    private Statement Read(Database database, Func<(string Rows, string Keys), string> text, int limit)
    {
        var from = RecordKey.Of(Partition, Head, From);
        var to = To is null ? new(RecordKey.LastPlace(Partition), 0, $"{Partition}\u0002") : RecordKey.Of(Partition, Head, To);
        var isOfOne = IsOfOneRecord(from, to) && !HasUnnumbered(database, from.Place);
        var statement = database.Prepared(text(isOfOne ? OfOneRecord : Sql)).Bind(1, from.Place).Bind(2, isOfOne ? from.Tail : to.Place).Bind(3, from.Row).Bind(4, to.Row).Bind(5, limit);
        return isOfOne ? statement.Bind(6, to.Tail) : statement;
    }

    /// <summary>Whether both bounds are versions with a number, of the same record.</summary>
    private static bool IsOfOneRecord(RecordKey from, RecordKey to) =>
        from.Tail is > 0 and < RecordKey.NoVersion && to.Tail is > 0 and < RecordKey.NoVersion
        && from.Row.Length == to.Row.Length && from.Row.AsSpan(0, from.Row.Length - 6).SequenceEqual(to.Row.AsSpan(0, to.Row.Length - 6));
}
