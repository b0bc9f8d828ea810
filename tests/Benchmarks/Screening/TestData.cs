using System.IO.Compression;
using System.Text;

namespace InfoShare.Benchmarks.Screening;

/// <summary>The labelled names and the list, which are no part of the project: in a folder <c>shared/data</c> beside it, or where INFOSHARE_TEST_DATA says.</summary>
internal static class TestData
{
    public static string? Folder { get; } = Find();

    public static List<LabelledPair> Pairs() =>
        [.. Rows("names/pairs.csv").Skip(1).Select(row => new LabelledPair(row[0], row[1], row[2], row[3] == "true", double.TryParse(row[6], System.Globalization.CultureInfo.InvariantCulture, out var score) ? score : null))];

    public static List<LabelledAlias> Aliases() => [.. Rows("names/aliases.csv").Skip(1).Select(row => new LabelledAlias($"{row[0]}:{row[1]}", row[2], row[3], $"{row[0]} {row[4]}"))];

    /// <summary>Entities and names of the whole list.</summary>
    public static List<(string Entity, string Name)> List() => [.. Rows("ofac/bench-sdn.csv.gz").Where(row => row.Count > 3).Select(row => ($"ofac:{row[0]}", row[1]))];

    private static string? Find()
    {
        var candidates = new List<string?> { Environment.GetEnvironmentVariable("INFOSHARE_TEST_DATA") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            candidates.Add(Path.Combine(folder.FullName, "shared", "data"));
        }

        return candidates.Find(folder => folder is not null && File.Exists(Path.Combine(folder, "names", "pairs.csv")));
    }

    private static IEnumerable<List<string>> Rows(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Folder!, file));
        using var reader = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.Latin1)
            : new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return Cells(line);
        }
    }

    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < line.Length; at++)
        {
            var isQuote = line[at] == '"';
            if (isQuote && quoted && at + 1 < line.Length && line[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (isQuote)
            {
                quoted = !quoted;
            }
            else if (line[at] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[at]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
