using System.Text;
using InfoShare.Benchmarks.Screening;
using InfoShare.Cli.Ofac;

namespace InfoShare.Benchmarks.Hub;

/// <summary>
/// Lines of a submission: the sanctions of the OFAC list, over and over, under references of their own each time. A list's texts differ as
/// records do, which invented ones that are all alike do not: a compressor makes nothing of those.
/// </summary>
internal static class SanctionLines
{
    private const string Reference = "\"reference\":\"OFAC-";

    /// <summary>What the lines are of; without the list, they are invented.</summary>
    public static string Source => TestData.Folder is null ? "invented sanctions that are all alike (the OFAC list is not there)" : "the OFAC list, repeated";

    public static IEnumerable<string> Of(int count)
    {
        if (TestData.Folder is not { } folder)
        {
            return Enumerable.Range(0, count).Select(number => InventedSanction.Line(number));
        }

        var listed = Listed(folder);
        return Enumerable.Range(0, count).Select(number => listed[number % listed.Length].Replace(Reference, Numbers.Text($"{Reference}{number / listed.Length}-"), StringComparison.Ordinal));
    }

    private static string[] Listed(string folder)
    {
        using var lines = new MemoryStream();
        OfacConversion.Run(new(File("sdn"), File("alt"), File("add")), lines, "CLEAR");
        return Encoding.UTF8.GetString(lines.GetBuffer().AsSpan(0, (int)lines.Length)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string File(string part) => Path.Combine(folder, "ofac", $"bench-{part}.csv.gz");
    }
}
