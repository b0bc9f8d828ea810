namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>The statements about one of the file's two kinds of rows, which differ in nothing but how long they stay.</summary>
internal sealed class RowSql
{
    /// <summary>Of ranges without a bound and with one, of all keys and of those that end in a character.</summary>
    private static readonly string[] Conditions = ["", " AND row < ?5", " AND substr(row, -1) = ?6", " AND row < ?5 AND substr(row, -1) = ?6"];

    /// <summary>Rows that stay.</summary>
    public static readonly RowSql Lasting = new("rows");

    /// <summary>Rows that wait for something and are removed when it is done. Their pages are used again and again, and removing them leaves no holes between rows that stay.</summary>
    public static readonly RowSql Passing = new("passing_rows");

    private readonly string[] _ranges;

    private readonly string[] _keys;

    private RowSql(string name)
    {
        var thisRow = $" FROM {name} WHERE table_id = ?1 AND partition = ?2 AND row = ?3";
        Schema = $"""
            CREATE TABLE IF NOT EXISTS {name} (
                id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL,
                version INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE UNIQUE INDEX IF NOT EXISTS {name}_by_key ON {name} (table_id, partition, row);

            """;
        Insert = $"INSERT INTO {name} (table_id, partition, row, version, body) VALUES (?1, ?2, ?3, ?4, ?5)";
        InsertNew = Insert + " ON CONFLICT (table_id, partition, row) DO NOTHING";
        Upsert = Insert + " ON CONFLICT (table_id, partition, row) DO UPDATE SET version = excluded.version, body = excluded.body";
        RemoveNew = "DELETE" + thisRow;
        Update = $"UPDATE {name} SET version = ?2, body = ?3 WHERE id = ?1";
        Remove = $"DELETE FROM {name} WHERE id = ?1";
        Read = "SELECT version, body" + thisRow;
        ReadVersion = "SELECT id, version" + thisRow;
        ReadWhole = "SELECT id, version, body" + thisRow;
        _ranges = Variants("row, version, body", name);
        _keys = Variants("row", name);
    }

    public string Schema { get; }

    /// <summary>Parameters of this and the following: the table's number, partition, row, version, body.</summary>
    public string Insert { get; }

    /// <summary>Changes nothing where the row is there.</summary>
    public string InsertNew { get; }

    public string Upsert { get; }

    /// <summary>Removes by key.</summary>
    public string RemoveNew { get; }

    /// <summary>Parameters: id, version, body.</summary>
    public string Update { get; }

    /// <summary>Parameter: id.</summary>
    public string Remove { get; }

    /// <summary>By key: version, body.</summary>
    public string Read { get; }

    /// <summary>By key: id, version.</summary>
    public string ReadVersion { get; }

    /// <summary>By key: id, version, body.</summary>
    public string ReadWhole { get; }

    /// <summary>Key, version and body of a range. Parameters: table's number, partition, first row, limit; then the row to stop before; then the last character of the keys wanted.</summary>
    public string ReadRange(bool isBounded, bool isHeaded) => _ranges[Variant(isBounded, isHeaded)];

    /// <summary>The keys of a range, read from the index alone; parameters as for <see cref="ReadRange"/>.</summary>
    public string ReadKeys(bool isBounded, bool isHeaded) => _keys[Variant(isBounded, isHeaded)];

    private static int Variant(bool isBounded, bool isHeaded) => (isBounded ? 1 : 0) + (isHeaded ? 2 : 0);

    private static string[] Variants(string columns, string name) => Array.ConvertAll(
        Conditions, more => $"SELECT {columns} FROM {name} WHERE table_id = ?1 AND partition = ?2 AND row >= ?3{more} ORDER BY row LIMIT ?4");
}
