namespace InfoShare.Cli.Ofac;

/// <summary>
/// The list's three files joined by entry number. Entries are streamed in the order of the file; aliases and addresses are held by entry,
/// because nothing promises that the files are sorted alike.
/// </summary>
public sealed class OfacList(string sdn, string alt, string add)
{
    private static readonly string[] DetailFields = ["Title", "Call sign", "Vessel type", "Tonnage", "Gross registered tonnage", "Flag", "Vessel owner"];

    public OfacRows Entries { get; } = new(sdn, 12);

    public OfacRows Aliases { get; } = new(alt, 5);

    public OfacRows Addresses { get; } = new(add, 6);

    /// <summary>Rows of aliases and addresses whose entry the list does not have.</summary>
    public int Orphans { get; private set; }

    /// <exception cref="OfacFormatException">A file is not what the list's files are, or an entry comes twice.</exception>
    public IEnumerable<OfacEntry> Read()
    {
        var aliases = Aliases.Read().ToLookup(row => row[0], row => new OfacAlias(row[1], row[2], row[3], row[4]));
        var addresses = Addresses.Read().ToLookup(row => row[0], row => new OfacAddress(row[1], row[2], row[3], row[4], row[5]));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Entries.Read())
        {
            if (!seen.Add(row[0]))
            {
                throw new OfacFormatException($"{sdn}: entry {row[0]} comes twice.");
            }

            yield return Entry(row, [.. aliases[row[0]]], [.. addresses[row[0]]]);
        }

        Orphans = aliases.Where(group => !seen.Contains(group.Key)).Sum(group => group.Count())
            + addresses.Where(group => !seen.Contains(group.Key)).Sum(group => group.Count());
    }

    private static OfacEntry Entry(string[] row, OfacAlias[] aliases, OfacAddress[] addresses) => new(
        row[0],
        row[1],
        row[2],
        row[3].Split("] [", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        [.. DetailFields.Select((field, index) => (field, row[4 + index])).Where(detail => detail.Item2.Length > 0)],
        row[11],
        aliases,
        addresses);
}
