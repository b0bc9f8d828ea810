using System.Text.Json;

namespace InfoShare.Cli.Output;

/// <summary>Merchants as tables for a person.</summary>
public static class MerchantTables
{
    private static readonly (string Title, string[] Columns)[] Sections =
    [
        ("names", ["text", "kind", "language", "weak"]),
        ("identifiers", ["scheme", "value", "unverified"]),
        ("records", ["kind", "status", "publisher", "reference", "category", "typology", "measures", "decidedOn", "publishedAt", "id"]),
        ("parties", ["role", "names", "identifiers", "country", "record"]),
        ("mentions", ["kind", "status", "publisher", "reference", "publishedAt", "id"]),
        ("restricted", ["kind", "publisher", "id"]),
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

        WriteRest(terminal, merchant, "next", "There are more records; --json shows the cursor of the next page.");
        WriteRest(terminal, merchant, "truncated", "Not all is shown: the hub bounds how much it joins.");
    }

    /// <summary>One line per merchant, with the id by which to look it up.</summary>
    public static void WriteHits(Terminal terminal, JsonElement found)
    {
        var hits = found.GetProperty("items").EnumerateArray().ToList();
        if (hits.Count == 0)
        {
            terminal.Error.WriteLine("Nothing that you may see.");
            return;
        }

        Tables.Write(terminal, ["name", "records", "kinds", "publishers", "lookup --record"], hits.Select(hit => new[]
        {
            Cells.Of(hit, "name"), Cells.Of(hit, "recordCount"), Distinct(hit, "kind"), Distinct(hit, "publisher"), Cells.Of(hit, "merchant").Split('/')[^1],
        }));
        WriteRest(terminal, found, "truncated", "There are more merchants of that name.");
    }

    private static string Distinct(JsonElement hit, string member) =>
        string.Join(", ", hit.GetProperty("records").EnumerateArray().Select(record => Cells.Of(record, member)).Distinct());

    private static void WriteRest(Terminal terminal, JsonElement found, string member, string note)
    {
        if (found.TryGetProperty(member, out _))
        {
            terminal.Error.WriteLine(note);
        }
    }

    /// <summary>Only columns that at least one item fills.</summary>
    private static void Write(Terminal terminal, string[] columns, JsonElement items)
    {
        var rows = items.EnumerateArray().ToList();
        var filled = columns.Where(column => rows.Any(row => Cells.Of(row, column).Length > 0)).ToList();
        Tables.Write(terminal, filled, rows.Select(row => filled.Select(column => Cells.Of(row, column))));
    }
}
