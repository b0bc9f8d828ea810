using System.Text;

namespace InfoShare.Cli.Ofac;

/// <summary>The free text of a record: what the entry is, and all that no member of the record holds, in the list's own words and order.</summary>
public static class OfacSummary
{
    public static string Of(OfacEntry entry, IReadOnlyList<string> left, OfacCounts counts)
    {
        var summary = new StringBuilder();
        summary.Append("Entry ").Append(entry.Number).Append(" of the list of Specially Designated Nationals of the US Treasury.");
        foreach (var (field, value) in entry.Details)
        {
            counts.Add($"left in the summary: field {field}");
            summary.Append(' ').Append(field).Append(": ").Append(value).Append('.');
        }

        if (left.Count > 0)
        {
            summary.Append(" Remarks: ").AppendJoin("; ", left).Append('.');
        }

        AppendRows(summary, "Alias rows", entry.Aliases.Select(alias => alias.Number));
        AppendRows(summary, "Address rows", entry.Addresses.Select(address => address.Number));
        return WithheldNumbers.Mask(summary.ToString(), () => counts.Add("withheld: card or account numbers in the remarks"));
    }

    private static void AppendRows(StringBuilder summary, string what, IEnumerable<string> numbers)
    {
        var rows = string.Join(", ", numbers);
        if (rows.Length > 0)
        {
            summary.Append(' ').Append(what).Append(": ").Append(rows).Append('.');
        }
    }
}
