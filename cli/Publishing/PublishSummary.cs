using System.Globalization;
using InfoShare.Cli.Output;

namespace InfoShare.Cli.Publishing;

/// <summary>What a publication did, for a person.</summary>
public static class PublishSummary
{
    /// <param name="isWhole">The publication came to its end; else what became of lines before is told, if there are any.</param>
    public static void Write(Terminal terminal, Tally tally, bool isWhole)
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
            var more = tally.Superseded > tally.SupersededExamples.Count ? ", …" : "";
            terminal.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.Superseded} lines changed nothing: a later version has replaced what they hold, or the record is retracted ({string.Join(", ", tally.SupersededExamples)}{more}). To bring that content back, add --update --force."));
        }

        if (tally.Counts.Count == 0)
        {
            terminal.Error.Write(isWhole ? $"There was no line to publish.{terminal.Error.NewLine}" : "");
            return;
        }

        Tables.Write(terminal, ["outcome", "lines"], tally.Counts.Select(count => new[] { count.Key, count.Value.ToString(CultureInfo.InvariantCulture) }));
    }
}
