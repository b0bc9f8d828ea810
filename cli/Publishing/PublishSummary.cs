using System.Globalization;
using InfoShare.Cli.Output;

namespace InfoShare.Cli.Publishing;

/// <summary>What a publication did, for a person.</summary>
public static class PublishSummary
{
    public static void Write(Terminal terminal, Tally tally)
    {
        foreach (var example in tally.Examples)
        {
            terminal.Error.WriteLine(example);
        }

        if (tally.Rejected > tally.Examples.Count)
        {
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {tally.Rejected - tally.Examples.Count} more: see --outcomes FILE."));
        }

        if (tally.Superseded > 0)
        {
            terminal.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.Superseded} lines hold what a later version has replaced; they changed nothing. To bring that content back, add --force."));
        }

        Tables.Write(terminal, ["outcome", "lines"], tally.Counts.Select(count => new[] { count.Key, count.Value.ToString(CultureInfo.InvariantCulture) }));
    }
}
