namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Where a row is in the database file.</summary>
/// <param name="Sql">Among which rows.</param>
/// <param name="Table">The number that the file has for its table.</param>
/// <param name="Row">Its key there.</param>
internal readonly record struct StoredPlace(RowSql Sql, long Table, string Row)
{
    /// <summary>A statement with the parameters of this row's key.</summary>
    public Statement Prepare(Database database, string sql, string partition) => database.Prepared(sql).Bind(1, Table).Bind(2, partition).Bind(3, Row);
}
