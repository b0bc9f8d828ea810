using System.CommandLine;
using InfoShare.Access;
using InfoShare.Cli.Ofac;
using InfoShare.Cli.Options;
using InfoShare.Cli.Publishing;
using InfoShare.Json;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare convert ofac</c>: the US Treasury's list as sanctions, ready to publish.</summary>
public sealed class ConvertOfacCommand : Command
{
    private readonly Option<FileInfo> _sdn = File("--sdn", "Entries: sdn.csv, plain or gzip.");
    private readonly Option<FileInfo> _alt = File("--alt", "Aliases: alt.csv, plain or gzip.");
    private readonly Option<FileInfo> _add = File("--add", "Addresses: add.csv, plain or gzip.");
    private readonly Option<FileInfo> _out = new("--out") { Description = "Where the lines go; without it, to the standard output. A file takes its place when it is whole.", HelpName = "file" };
    private readonly Option<string> _tlp = new("--tlp")
    {
        Description = "How far the records may go. The list is public, so CLEAR unless you say otherwise.",
        DefaultValueFactory = _ => Code<Tlp>.Of(Tlp.Clear),
    };

    private readonly Terminal _terminal;

    public ConvertOfacCommand(Terminal terminal)
        : base("ofac", """
            Turn the US Treasury's list of Specially Designated Nationals into sanctions, one JSON line each.

            The three files are the list's own (no header, -0- for empty). Names, addresses and the numbers in the remarks go to their
            members; what is not understood stays in the summary; nothing is added. Counts of what was read, mapped and left go to the
            error stream. Of a gzip file that is cut off or damaged nothing is converted.

              infoshare convert ofac --sdn sdn.csv --alt alt.csv --add add.csv --out sanctions.ndjson
              infoshare publish sanctions.ndjson --update --mirror
            """)
    {
        _terminal = terminal;
        _tlp.AcceptOnlyFromAmong(Code<Tlp>.Of(Tlp.Clear), Code<Tlp>.Of(Tlp.Green));
        Options.Add(_sdn);
        Options.Add(_alt);
        Options.Add(_add);
        Options.Add(_out);
        Options.Add(_tlp);
        SetAction(RunAsync);
    }

    private static Option<FileInfo> File(string name, string description) =>
        new Option<FileInfo>(name) { Description = description, Required = true, HelpName = "file" }.AcceptExistingOnly();

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        foreach (var option in new[] { _sdn, _alt, _add })
        {
            await PlainFile.RequireWholeAsync(Path(parsed, option), cancellation);
        }

        var list = new OfacList(Path(parsed, _sdn), Path(parsed, _alt), Path(parsed, _add));
        OfacCounts counts;
        try
        {
            counts = await ConvertAsync(list, parsed);
        }
        catch (OfacFormatException failure)
        {
            throw new UsageException(failure.Message);
        }

        OfacConversion.Report(list, counts, _terminal.Error);
        return ExitCodes.Done;
    }

    private async Task<OfacCounts> ConvertAsync(OfacList list, ParseResult parsed)
    {
        await using var file = WholeFile.Create("--out", parsed.GetValue(_out) ?? new FileInfo(WholeFile.OfOutput), _terminal, Path(parsed, _sdn), "convert");
        var counts = OfacConversion.Run(list, file.Stream, parsed.GetRequiredValue(_tlp));
        await file.CompleteAsync();
        return counts;
    }

    private static string Path(ParseResult parsed, Option<FileInfo> option) => parsed.GetRequiredValue(option).FullName;
}
