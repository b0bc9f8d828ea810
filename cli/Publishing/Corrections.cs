using System.Text.Json;
using InfoShare.Submissions.Csv;

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

    /// <summary>A CSV's header with columns for what corrections say besides, if it lacks them.</summary>
    public static byte[] HeaderOf(CsvRows csv, ReadOnlySpan<byte> header)
    {
        var (operation, reason) = Columns(csv);
        var names = csv.Opening.Columns;
        return csv.With(header, [.. operation < names.Count ? [] : new[] { (operation, "op") }, .. reason < names.Count ? [] : new[] { (reason, "reason") }]);
    }

    /// <summary>A CSV's row that corrects, for the reason that it gives itself, or for this one.</summary>
    public static byte[] OfCsv(CsvRows csv, ReadOnlySpan<byte> row, string reason)
    {
        var (operation, column) = Columns(csv);
        var cells = csv.Read(row);
        return column < cells.Count && cells[column].Length > 0
            ? csv.With(row, (operation, "correct"))
            : csv.With(row, (operation, "correct"), (column, reason));
    }

    /// <summary>Where the columns are, or come to be: behind the others.</summary>
    private static (int Operation, int Reason) Columns(CsvRows csv)
    {
        var next = csv.Opening.Columns.Count;
        var operation = csv.ColumnOf("op") ?? next++;
        return (operation, csv.ColumnOf("reason", "change.reason") ?? next);
    }
}
