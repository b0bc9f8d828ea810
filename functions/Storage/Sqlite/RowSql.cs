namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>The statements about one of the file's kinds of rows. A row's key is parameters 1 to 3 (<see cref="StoredPlace"/>), whatever its kind.</summary>
internal sealed class RowSql
{
    /// <summary>Records' rows with what is merged into them.</summary>
    public const string RecordsMerged = "record_rows LEFT JOIN record_merges ON record_merges.id = record_rows.id";

    /// <summary>A record's row's version, its merge's if there was one since.</summary>
    public const string RecordVersion = "coalesce(record_merges.version, record_rows.version)";

    /// <summary>A record's row's body, and what is merged into it.</summary>
    public const string RecordBodies = "record_rows.body, record_merges.body";

    /// <summary>Rows that stay.</summary>
    public static readonly RowSql Lasting = ByKey("rows");

    /// <summary>Rows that wait for something and are removed when it is done. Their pages are used again and again, and removing them leaves no holes between rows that stay.</summary>
    public static readonly RowSql Passing = ByKey("passing_rows");

    /// <summary>Current rows and versions of records (<see cref="RecordKey"/>).</summary>
    /// <remarks>
    /// A version is stamped soon after it was written: that would write its page once more for 20 bytes. What is merged into a row is therefore kept beside it, in the
    /// order of the rows, with the row's newest version, as long as it is short.
    /// </remarks>
    public static readonly RowSql Recorded = OfRecords();

    private RowSql(string name, string key, string from, string version, string bodies)
    {
        var thisRow = $" FROM {from} WHERE {key}";
        RemoveNew = $"DELETE FROM {name} WHERE {key}";
        Update = $"UPDATE {name} SET version = ?2, body = ?3 WHERE id = ?1";
        Remove = $"DELETE FROM {name} WHERE id = ?1";
        Read = $"SELECT {version}, {bodies}{thisRow}";
        ReadVersion = $"SELECT {name}.id, {version}{thisRow}";
        ReadWhole = $"SELECT {name}.id, {version}, {bodies}{thisRow}";
    }

    public required string Schema { get; init; }

    /// <summary>Parameters: the key, version, body.</summary>
    public required string Insert { get; init; }

    /// <summary>As <see cref="Insert"/>, but changes nothing where the row is there.</summary>
    public required string InsertNew { get; init; }

    /// <summary>Removes by key a row into which nothing was merged.</summary>
    public string RemoveNew { get; }

    /// <summary>Parameters: id, version, body.</summary>
    public string Update { get; }

    /// <summary>Parameter: id.</summary>
    public string Remove { get; }

    /// <summary>By key: version, body, what is merged.</summary>
    public string Read { get; }

    /// <summary>By key: id, version.</summary>
    public string ReadVersion { get; }

    /// <summary>By key: id, version, body, what is merged.</summary>
    public string ReadWhole { get; }

    /// <summary>Puts what is merged into a row beside it; null: it belongs into the row. Parameters: id, version, body.</summary>
    public string? PutBeside { get; private init; }

    /// <summary>Removes what is beside a row. Parameter: id.</summary>
    public string? DropBeside { get; private init; }

    private static RowSql ByKey(string name) => new(name, "table_id = ?1 AND partition = ?2 AND row = ?3", name, "version", "body, NULL")
    {
        Schema = $"""
            CREATE TABLE IF NOT EXISTS {name} (
                id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL,
                version INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE UNIQUE INDEX IF NOT EXISTS {name}_by_key ON {name} (table_id, partition, row);

            """,
        Insert = $"INSERT INTO {name} (table_id, partition, row, version, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        InsertNew = $"INSERT INTO {name} (table_id, partition, row, version, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (table_id, partition, row) DO NOTHING",
    };

    private static RowSql OfRecords() => new(
        "record_rows",
        "place = ?1 AND tail = ?2 AND row = ?3",
        RecordsMerged,
        RecordVersion,
        RecordBodies)
    {
        Schema = """
            CREATE TABLE IF NOT EXISTS record_rows (
                id INTEGER PRIMARY KEY, place INTEGER NOT NULL, tail INTEGER NOT NULL, row TEXT NOT NULL,
                version INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE INDEX IF NOT EXISTS record_rows_by_place ON record_rows (place, tail);
            CREATE TABLE IF NOT EXISTS record_merges (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);

            """,
        Insert = "INSERT INTO record_rows (place, tail, row, version, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        InsertNew = """
            INSERT INTO record_rows (place, tail, row, version, body) SELECT ?1, ?2, ?3, ?4, ?5
            WHERE NOT EXISTS (SELECT 1 FROM record_rows WHERE place = ?1 AND tail = ?2 AND row = ?3)
            """,
        PutBeside = "INSERT INTO record_merges (id, version, body) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body",
        DropBeside = "DELETE FROM record_merges WHERE id = ?1",
    };
}
