using System.Text;
using System.Text.Json;

namespace InfoShare.Cli.Publishing;

/// <summary>Makes a correction of a row that was sent to be published.</summary>
public static class Corrections
{
    /// <summary>A JSON line with <c>"op": "correct"</c>; one that says itself what it does is left as it is (null).</summary>
    public static ReadOnlyMemory<byte>? OfJson(ReadOnlyMemory<byte> line)
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

    /// <summary>The column, from 0, in which a CSV's rows say what they do; null if there is none.</summary>
    public static int? OperationColumn(ReadOnlySpan<byte> header)
    {
        var columns = Encoding.Latin1.GetString(header).Split(SeparatorOf(header));
        var found = Array.FindIndex(columns, column => column.Trim(' ', '"').Equals("op", StringComparison.OrdinalIgnoreCase));
        return found < 0 ? null : found;
    }

    /// <summary>A CSV's row with another cell in this column, counted from 0; cells that the row lacks before it are empty.</summary>
    public static ReadOnlyMemory<byte> WithCell(ReadOnlyMemory<byte> row, char separator, int column, string cell)
    {
        var bytes = row.Span;
        var (start, count, quoted) = (0, 0, false);
        for (var at = 0; at < bytes.Length; at++)
        {
            quoted ^= bytes[at] == '"';
            if (bytes[at] == separator && !quoted)
            {
                if (count == column)
                {
                    return (byte[])[.. bytes[..start], .. Encoding.UTF8.GetBytes(cell), .. bytes[at..]];
                }

                (start, count) = (at + 1, count + 1);
            }
        }

        return count == column
            ? (byte[])[.. bytes[..start], .. Encoding.UTF8.GetBytes(cell)]
            : (byte[])[.. bytes, .. Encoding.UTF8.GetBytes(new string(separator, column - count) + cell)];
    }

    /// <summary>A CSV's row with one cell more.</summary>
    public static ReadOnlyMemory<byte> WithCell(ReadOnlyMemory<byte> row, char separator, string cell) =>
        (byte[])[.. row.Span, (byte)separator, .. Encoding.UTF8.GetBytes(cell)];
}
