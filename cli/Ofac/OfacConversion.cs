using System.Globalization;

namespace InfoShare.Cli.Ofac;

/// <summary>Turns the list's three files into lines of a submission, one entry at a time, and says what it read and wrote.</summary>
public static class OfacConversion
{
    /// <exception cref="OfacFormatException">A file is not what the list's files are.</exception>
    public static OfacCounts Run(OfacList list, Stream output, string tlp)
    {
        var counts = new OfacCounts();
        var mapping = new OfacMapping(counts);
        using var writer = new SanctionWriter(output, tlp);
        foreach (var entry in list.Read())
        {
            writer.Write(mapping.Map(entry));
        }

        output.Flush();
        return counts;
    }

    public static void Report(OfacList list, OfacCounts counts, TextWriter writer)
    {
        Print(writer, list.Entries, "entries (sdn)");
        Print(writer, list.Aliases, "aliases (alt)");
        Print(writer, list.Addresses, "addresses (add)");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list.Orphans,8}  rows left out: alias or address of no entry"));
        counts.Print(writer);
    }

    private static void Print(TextWriter writer, OfacRows rows, string what)
    {
        var note = rows.EndsWithoutLineEnd ? " (the last row has no line end: the file may be cut off; its last field is kept as it stands)" : "";
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count,8}  read: {what}{note}"));
    }
}
