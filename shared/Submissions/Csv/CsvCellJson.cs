using System.Globalization;
using System.Text.Json;

namespace InfoShare.Submissions.Csv;

/// <summary>Writes one cell as JSON. What is not of the column's type is written as text, which the reader of records then refuses.</summary>
internal static class CsvCellJson
{
    public static void Write(string cell, CsvCell kind, Utf8JsonWriter writer)
    {
        switch (kind)
        {
            case CsvCell.Integer when long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                writer.WriteNumberValue(number);
                break;
            case CsvCell.Boolean when Boolean(cell) is { } value:
                writer.WriteBooleanValue(value);
                break;
            case CsvCell.List:
                WriteList(cell, writer);
                break;
            case CsvCell.Audience:
                WriteAudience(cell, writer);
                break;
            default:
                writer.WriteStringValue(cell);
                break;
        }
    }

    private static bool? Boolean(string cell) => cell.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => true,
        "FALSE" or "NO" or "0" => false,
        _ => null,
    };

    private static void WriteList(string cell, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Parts(cell, ';'))
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }

    /// <summary><c>de-bvl; kind:customs+jurisdiction:DE; group:op-lantern</c>: OR at the semicolons, AND at the plus signs.</summary>
    private static void WriteAudience(string cell, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var entry in Parts(cell, ';'))
        {
            writer.WriteStartObject();
            foreach (var part in Parts(entry, '+'))
            {
                var colon = part.IndexOf(':', StringComparison.Ordinal);
                writer.WriteString(colon < 0 ? "agency" : part[..colon].Trim(), part[(colon + 1)..].Trim());
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string[] Parts(string text, char separator) =>
        text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
