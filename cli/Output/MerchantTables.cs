using System.Text.Json;

namespace InfoShare.Cli.Output;

/// <summary>Merchants as tables for a person.</summary>
public static class MerchantTables
{
    private static readonly (string Title, string[] Columns)[] Sections =
    [
        ("names", ["text", "kind", "language", "weak"]),
        ("identifiers", ["scheme", "value", "unverified"]),
        ("addresses", ["text", "country"]),
        ("records", ["kind", "status", "publisher", "reference", "category", "typology", "measures", "decidedOn", "publishedAt", "id"]),
        ("mentions", ["kind", "status", "publisher", "reference", "publishedAt", "id"]),
    ];

    public static void WriteProfile(Terminal terminal, JsonElement merchant)
    {
        foreach (var (title, columns) in Sections)
        {
            if (merchant.TryGetProperty(title, out var items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0)
            {
                terminal.Out.WriteLine(title);
                Write(terminal, columns, items);
            }
        }
    }

    public static void WriteHits(Terminal terminal, JsonElement hits)
    {
        if (hits.GetArrayLength() == 0)
        {
            terminal.Error.WriteLine("Nothing that you may see.");
            return;
        }

        Write(terminal, [.. hits.EnumerateArray().SelectMany(hit => hit.EnumerateObject()).Select(member => member.Name).Distinct()], hits);
    }

    /// <summary>Only columns that at least one item fills.</summary>
    private static void Write(Terminal terminal, string[] columns, JsonElement items)
    {
        var rows = items.EnumerateArray().ToList();
        var filled = columns.Where(column => rows.Any(row => Cells.Of(row, column).Length > 0)).ToList();
        Tables.Write(terminal, filled, rows.Select(row => filled.Select(column => Cells.Of(row, column))));
    }
}
