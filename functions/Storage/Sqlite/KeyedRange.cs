namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A range of rows that the file has under their keys as they are.</summary>
/// <param name="Sql">Among which rows.</param>
/// <param name="Table">The number that the file has for their table.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; null: no bound.</param>
internal sealed record KeyedRange(KeyedRangeSql Sql, long Table, string Partition, string From, string? To) : StoredRange
{
    public override Statement ReadRows(Database database, int limit) => Bind(database.Prepared(To is null ? Sql.Rows : Sql.RowsBelow), limit);

    /// <inheritdoc/>
    /// <remarks>From the index alone.</remarks>
    public override Statement ReadKeys(Database database, int limit) => Bind(database.Prepared(To is null ? Sql.Keys : Sql.KeysBelow), limit);

    public override string KeyOf(string row) => row;

    private Statement Bind(Statement statement, int limit)
    {
        statement.Bind(1, Table).Bind(2, Partition).Bind(3, From).Bind(4, limit);
        return To is null ? statement : statement.Bind(5, To);
    }
}
