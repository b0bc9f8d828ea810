using System.Globalization;

namespace InfoShare.Cli.Ofac;

/// <summary>What a conversion read and wrote, to be compared with the files by whoever answers for it.</summary>
public sealed class OfacCounts
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string what] => _counts.GetValueOrDefault(what);

    public void Add(string what) => _counts[what] = this[what] + 1;

    /// <summary>Prints one line per count, in the order of the alphabet: the same input prints the same.</summary>
    public void Print(TextWriter writer)
    {
        foreach (var (what, count) in _counts)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,8}  {what}"));
        }
    }
}
