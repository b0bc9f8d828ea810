namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A range of a partition's rows that lie one after the other in the file, and how to read it.</summary>
/// <param name="Sql">Among which rows.</param>
/// <param name="Table">The number that the file has for their table.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; null: no bound.</param>
/// <param name="Head">Of the keys whose head comes last in the file, those with this head; null: keys as they are.</param>
internal readonly record struct StoredRange(RowSql Sql, long Table, string From, string? To, string? Head)
{
    /// <summary>Begins to read keys (column 0), versions (1) and bodies (2).</summary>
    public Statement ReadRows(Database database, string partition, int limit) =>
        Bind(database.Prepared(Sql.ReadRange(To is not null, Head is not null)), partition, limit);

    /// <summary>Begins to read keys (column 0), from the index alone.</summary>
    public Statement ReadKeys(Database database, string partition, int limit) =>
        Bind(database.Prepared(Sql.ReadKeys(To is not null, Head is not null)), partition, limit);

    /// <summary>The key of a row as the port knows it.</summary>
    public string KeyOf(string row) => Head is null ? row : string.Concat(Head, row.AsSpan(0, row.Length - 2));

    private Statement Bind(Statement statement, string partition, int limit)
    {
        statement.Bind(1, Table).Bind(2, partition).Bind(3, From).Bind(4, limit);
        if (To is not null)
        {
            statement.Bind(5, To);
        }

        return Head is null ? statement : statement.Bind(6, Head[..1]);
    }
}
