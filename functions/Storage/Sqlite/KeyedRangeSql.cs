namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>The statements that read ranges of one kind of rows. Parameters: table's number, partition, first row, limit; then the row to stop before.</summary>
internal sealed class KeyedRangeSql
{
    public static readonly KeyedRangeSql Lasting = new("rows");

    public static readonly KeyedRangeSql Passing = new("passing_rows");

    private KeyedRangeSql(string name)
    {
        Rows = Text("row, version, body, NULL", "");
        RowsBelow = Text("row, version, body, NULL", " AND row < ?5");
        Keys = Text("row", "");
        KeysBelow = Text("row", " AND row < ?5");
        string Text(string columns, string bound) =>
            $"SELECT {columns} FROM {name} WHERE table_id = ?1 AND partition = ?2 AND row >= ?3{bound} ORDER BY row LIMIT ?4";
    }

    public string Rows { get; }

    public string RowsBelow { get; }

    public string Keys { get; }

    public string KeysBelow { get; }
}
