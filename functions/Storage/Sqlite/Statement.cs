using System.Text;
using SQLitePCL;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A prepared statement, used again and again by the one thread that holds its connection. Parameters count from 1, columns from 0.</summary>
internal sealed class Statement(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    private const int OnStack = 128;

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string text)
    {
        // An empty span would be bound as null.
        if (text.Length is 0 or > OnStack)
        {
            Check(raw.sqlite3_bind_text(statement, parameter, text));
            return this;
        }

        Span<byte> bytes = stackalloc byte[3 * OnStack];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        Check(raw.sqlite3_bind_text(statement, parameter, (ReadOnlySpan<byte>)bytes[..length]));
        return this;
    }

    /// <summary>Binds bytes, of which there is at least one.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(statement, parameter, bytes));
        return this;
    }

    /// <summary>Goes to the next row; false, and ready for the next use, when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        var fault = new SqliteFault(code, raw.sqlite3_errmsg(database).utf8_to_string());
        Reset();
        throw fault;
    }

    /// <summary>Runs a statement that gives no rows; answers how many it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>Ends a reading before its last row, and with it the snapshot that it held.</summary>
    public void Reset() => _ = raw.sqlite3_reset(statement);

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    /// <summary>The column's bytes; gone with the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteFault(code, raw.sqlite3_errmsg(database).utf8_to_string());
        }
    }
}
