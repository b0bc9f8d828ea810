using System.CommandLine;
using System.Globalization;
using InfoShare.Cli.Options;
using InfoShare.Cli.Output;
using InfoShare.Cli.Publishing;
using InfoShare.Cli.Screening;
using InfoShare.Codes.Lists;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare screen</c>: every name of a file against what the hub lets you see.</summary>
public sealed class ScreenCommand : Command
{
    private const int MaxHits = 50;

    private readonly Argument<FileInfo> _file = new Argument<FileInfo>("file") { Description = "CSV in UTF-8, with a header." }.AcceptExistingOnly();
    private readonly Option<string> _name = new("--name-column") { Description = "The column with the names.", Required = true, HelpName = "column" };
    private readonly Option<string?> _key = new("--key-column") { Description = "A column that is copied to the hits, such as your own number.", HelpName = "column" };
    private readonly Option<string?> _country = new("--country-column") { Description = "A column with countries (ISO 3166-1 alpha-2).", HelpName = "column" };
    private readonly Option<string?> _kind = new("--kind") { Description = $"What all of them are: {string.Join(", ", MerchantKinds.List.Entries.Select(entry => entry.Code))}.", HelpName = "code" };
    private readonly Option<double?> _threshold = new("--threshold") { Description = "Leave out hits below this score, 0 to 1; without it, the hub's own (0.7).", HelpName = "score" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Hits per name at most, 1 to 50; without it, 5.", HelpName = "hits" };
    private readonly Option<FileInfo> _out = new("--out") { Description = "Where the hits go (CSV); - for the standard output. A file takes its place when it is whole.", Required = true, HelpName = "file" };
    private readonly Option<string?> _purpose = new("--purpose") { Description = "Why you ask, for the access log, such as: onboarding; case=\"A-17\".", HelpName = "purpose" };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public ScreenCommand(Terminal terminal)
        : base("screen", """
            Screen every name of a CSV file: one line per hit, with its score, why, and the version of what made it. Names without a hit have no line.

            A row whose name or country the hub cannot take is told on the error stream, and the exit code is 1.

              infoshare screen customers.csv --name-column company --key-column id --out hits.csv
              infoshare screen people.csv --name-column name --kind person --threshold 0.8 --out hits.csv
            """)
    {
        _terminal = terminal;
        Arguments.Add(_file);
        foreach (var option in new Option[] { _name, _key, _country, _kind, _threshold, _limit, _out, _purpose })
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetValue(_threshold) is < 0 or > 1 or double.NaN)
            {
                result.AddError("--threshold is a number from 0 to 1.");
            }

            if (result.GetValue(_kind) is { } kind && !MerchantKinds.List.Contains(kind))
            {
                result.AddError($"--kind '{kind}' is none of {string.Join(", ", MerchantKinds.List.Entries.Select(entry => entry.Code))}.");
            }

            if (result.GetValue(_limit) is < 1 or > MaxHits)
            {
                result.AddError("--limit is a whole number from 1 to 50.");
            }
        });
        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(_file).FullName;
        InputFile.Require(path);
        var columns = new NameColumns(parsed.GetRequiredValue(_name), parsed.GetValue(_key), parsed.GetValue(_country));
        var rows = NameFile.Count(path, columns);
        using var hub = _hub.Open(parsed);
        await using var output = WholeFile.Create("--out", parsed.GetRequiredValue(_out), _terminal, path, "screen");
        var asked = new NameQuestions(parsed.GetValue(_kind), parsed.GetValue(_threshold), parsed.GetValue(_limit), parsed.GetValue(_purpose));
        var hits = new HitFile(output.Stream, columns.Key);
        var screening = new FileScreening(hub, asked, hits, _terminal.Error);
        await using (hits)
        {
            await ProgressDisplay.RunAsync(_terminal, onProgress => screening.RunAsync(NameFile.Read(path, columns), OnDone(onProgress), cancellation));
        }

        await output.CompleteAsync();
        await _terminal.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{screening.Screened} names screened, {screening.Found} with hits, {hits.Count} hits, {screening.Rejected} rows not taken."));
        return screening.Rejected > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;

        Action<long> OnDone(Action<string, long, long> onProgress) => done =>
        {
            output.IsWorthKeeping = hits.Count > 0;
            onProgress("Screening", done, rows);
        };
    }
}
