using System.Text;
using System.Text.Json;

namespace InfoShare.Cli.Publishing;

/// <summary>Makes a correction of a row that was sent to be published.</summary>
public static class Corrections
{
    /// <summary>A JSON line with <c>"op": "correct"</c>, and with the reason if it gives none; one that says itself what it does is left as it is (null).</summary>
    public static ReadOnlyMemory<byte>? OfJson(ReadOnlyMemory<byte> line, string reason)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.TryGetProperty("op"u8, out var op) && op.GetString() != "publish")
        {
            return null;
        }

        var corrected = new MemoryStream();
        using (var writer = new Utf8JsonWriter(corrected))
        {
            writer.WriteStartObject();
            writer.WriteString("op"u8, "correct"u8);
            if (!document.RootElement.TryGetProperty("change"u8, out _))
            {
                writer.WriteStartObject("change"u8);
                writer.WriteString("reason"u8, reason);
                writer.WriteEndObject();
            }

            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name != "op"))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return corrected.ToArray();
    }

    /// <summary>The CSV's separator: whichever its header has most of.</summary>
    public static char SeparatorOf(ReadOnlySpan<byte> header)
    {
        var most = ',';
        foreach (var candidate in ",;\t")
        {
            most = header.Count((byte)candidate) > header.Count((byte)most) ? candidate : most;
        }

        return most;
    }

    /// <summary>How many columns a CSV's header has.</summary>
    public static int CountColumns(ReadOnlySpan<byte> header) => header.Count((byte)SeparatorOf(header)) + 1;

    /// <summary>The column, from 0, of one of these names; null if a CSV's header has none.</summary>
    public static int? ColumnOf(ReadOnlySpan<byte> header, params string[] names)
    {
        var columns = Encoding.Latin1.GetString(header).Split(SeparatorOf(header));
        var found = Array.FindIndex(columns, column => names.Contains(column.Trim(' ', '"', '\r'), StringComparer.OrdinalIgnoreCase));
        return found < 0 ? null : found;
    }

    /// <summary>A CSV's row with another cell in this column, counted from 0; cells that the row lacks before it are empty.</summary>
    public static ReadOnlyMemory<byte> WithCell(ReadOnlyMemory<byte> row, char separator, int column, string cell)
    {
        var (start, end, missing) = Find(row.Span, separator, column);
        return missing > 0
            ? (byte[])[.. row.Span, .. Encoding.UTF8.GetBytes(new string(separator, missing) + cell)]
            : (byte[])[.. row.Span[..start], .. Encoding.UTF8.GetBytes(cell), .. row.Span[end..]];
    }

    /// <summary>A CSV's row with one cell more, in this column, counted from 0, or behind all that it has.</summary>
    public static ReadOnlyMemory<byte> WithLastCell(ReadOnlyMemory<byte> row, char separator, int column, string cell) =>
        Find(row.Span, separator, column).Missing > 0
            ? WithCell(row, separator, column, cell)
            : (byte[])[.. row.Span, (byte)separator, .. Encoding.UTF8.GetBytes(cell)];

    /// <summary>Whether a CSV's row has something in this column, counted from 0.</summary>
    public static bool HasCell(ReadOnlySpan<byte> row, char separator, int column)
    {
        var (start, end, missing) = Find(row, separator, column);
        return missing == 0 && !Encoding.Latin1.GetString(row[start..end]).AsSpan().Trim(" \"").IsEmpty;
    }

    /// <summary>Where the cell begins and ends, or how many cells the row lacks up to it.</summary>
    private static (int Start, int End, int Missing) Find(ReadOnlySpan<byte> row, char separator, int column)
    {
        var (start, count, quoted) = (0, 0, false);
        for (var at = 0; at < row.Length; at++)
        {
            quoted ^= row[at] == '"';
            if (row[at] == separator && !quoted)
            {
                if (count == column)
                {
                    return (start, at, 0);
                }

                (start, count) = (at + 1, count + 1);
            }
        }

        return (start, row.Length, column - count);
    }
}
