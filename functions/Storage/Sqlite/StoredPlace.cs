namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Where a row is in the database file.</summary>
/// <param name="Sql">Among which rows.</param>
/// <param name="Number">The number that the file has for its table, or the place of a record's row.</param>
/// <param name="Partition">Its partition; null for a record's row.</param>
/// <param name="Tail">Of a record's row.</param>
/// <param name="Row">Its key there.</param>
internal readonly record struct StoredPlace(RowSql Sql, long Number, string? Partition, int Tail, string Row)
{
    /// <summary>A statement with the parameters of this row's key.</summary>
    public Statement Prepare(Database database, string sql)
    {
        var statement = database.Prepared(sql).Bind(1, Number).Bind(3, Row);
        return Partition is null ? statement.Bind(2, Tail) : statement.Bind(2, Partition);
    }
}
