using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace InfoShare.Submissions.Csv;

/// <summary>Writes a row as the JSON of an NDJSON line, and finds the columns that a pointer into that JSON came from.</summary>
internal sealed class CsvRowJson(CsvLayout layout)
{
    public static void Write(CsvNode root, IReadOnlyList<string> cells, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output);
        WriteObject(root, cells, writer);
    }

    /// <summary>The column's name for a pointer; of what no column gives, its path as a column's name would have it.</summary>
    public string ColumnOf(string pointer, IReadOnlyList<string> cells)
    {
        string? within = null;
        foreach (var (at, column) in Pointers(layout.Root, "", cells))
        {
            if (pointer == at || pointer.StartsWith(at + "/", StringComparison.Ordinal))
            {
                return layout.Columns[column];
            }

            if (at.StartsWith(pointer + "/", StringComparison.Ordinal))
            {
                within ??= layout.Columns[column];
            }
        }

        return pointer.Length > 0 && within is not null ? within : Dotted(pointer);
    }

    private static string Dotted(string pointer) => string.Join('.', pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(step =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (index + 1).ToString(CultureInfo.InvariantCulture) : step));

    private static IEnumerable<(string Pointer, int Column)> Pointers(CsvNode node, string pointer, IReadOnlyList<string> cells)
    {
        if (node.Column is { } column)
        {
            return [(pointer, column)];
        }

        return node.Children.Where(child => child.IsGiven(cells)).SelectMany((child, index) => Pointers(
            child, node.IsList ? string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}") : $"{pointer}/{child.Name}", cells));
    }

    private static void WriteObject(CsvNode node, IReadOnlyList<string> cells, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var child in node.Children)
        {
            if (child.IsGiven(cells) || child.Default is not null)
            {
                writer.WritePropertyName(child.Name);
                WriteValue(child, cells, writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(CsvNode node, IReadOnlyList<string> cells, Utf8JsonWriter writer)
    {
        if (!node.IsGiven(cells))
        {
            writer.WriteStringValue(node.Default);
        }
        else if (node.Column is { } column)
        {
            CsvCellJson.Write(cells[column], node.Cell, writer);
        }
        else if (node.IsList)
        {
            writer.WriteStartArray();
            foreach (var child in node.Children.Where(child => child.IsGiven(cells)))
            {
                WriteValue(child, cells, writer);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteObject(node, cells, writer);
        }
    }
}
