using System.CommandLine;
using System.Globalization;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Options;
using InfoShare.Cli.Output;
using InfoShare.Cli.Publishing;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Submissions;
using InfoShare.Submissions.Csv;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare publish</c>: a file of records, through the hub's queue.</summary>
public sealed class PublishCommand : Command
{
    private readonly Argument<string> _file = new("file") { Description = "NDJSON or CSV, plain or gzip; - for the standard input." };
    private readonly Option<string?> _format = new("--format") { Description = "ndjson or csv; without it, by the file's name, and of the standard input by how it begins." };
    private readonly Option<string?> _kind = new("--kind") { Description = "Of a CSV, what its rows are; without it, by its columns, if one kind alone has them all. Of NDJSON without lines, what --mirror retracts." };
    private readonly Option<string?> _charset = new("--charset") { Description = $"Of a CSV, its encoding where the file does not tell it: {string.Join(", ", TextEncoding.Names)}." };
    private readonly Option<bool> _update = new("--update") { Description = "Correct records that are published with other content (else such lines are rejected)." };
    private readonly Option<string> _reason = new("--reason") { Description = "Why records are corrected, for their history, where a line does not say it itself.", DefaultValueFactory = _ => PublishOptions.UsualReason };
    private readonly Option<bool> _force = new("--force") { Description = "Also publish anew what a later version has replaced (an old file brings old content back), and reinstate what is retracted." };
    private readonly Option<bool> _mirror = new("--mirror") { Description = "Also retract your records of these kinds that the file does not have, as delisted; of a file without lines, all of the kind that --kind says, or else of every kind." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Let --mirror retract more than 5 % of what you have published." };
    private readonly Option<FileInfo?> _outcomes = new("--outcomes") { Description = "Write every line's outcome there (NDJSON).", HelpName = "file" };
    private readonly Option<FileInfo?> _rejected = new("--rejected") { Description = "Write the rejected lines there as they were; a CSV gets a column 'errors' that says why, and can be mended there and published.", HelpName = "file" };
    private readonly Option<long> _batch = new("--batch-bytes") { Description = "Send the file in parts of about this size.", DefaultValueFactory = _ => Batches.MaxBytes };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public PublishCommand(Terminal terminal)
        : base("publish", """
            Publish a file of records, line by line; each line has its own outcome.

            Publishing the same file again changes nothing, so that an interrupted run is simply repeated. A line whose reference is
            published with other content is rejected, unless --update makes it a correction. The exit code is 1 if lines were rejected.
            A line whose content a later version has replaced changes nothing and is told of; --update --force would bring it back.

              infoshare publish sanctions.ndjson
              infoshare publish cases.csv --rejected mend-these.csv
              infoshare publish list.ndjson --update --mirror
            """)
    {
        _terminal = terminal;
        _format.AcceptOnlyFromAmong([.. Code<InputFormat>.All]);
        _kind.AcceptOnlyFromAmong([.. Code<RecordKind>.All]);
        _charset.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var charset }] && !TextEncoding.Names.Contains(charset, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"--charset '{charset}' is none of {string.Join(", ", TextEncoding.Names)}.");
            }
        });
        _batch.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<long>() < 1)
            {
                result.AddError("--batch-bytes must be at least 1.");
            }
        });
        Arguments.Add(_file);
        foreach (var option in new Option[] { _format, _kind, _charset, _update, _reason, _force, _mirror, _yes, _outcomes, _rejected, _batch })
        {
            Options.Add(option);
        }

        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(_file);
        InputFile.Require(path);
        var format = FormatOf(parsed);
        using var hub = _hub.Open(parsed);
        using var file = await InputFile.OpenAsync(path, format, parsed.GetValue(_charset), _terminal, cancellation);
        var kind = parsed.GetValue(_kind) ?? (file.Csv is { } csv ? KindBy(csv.Opening.Columns) : null);
        await using var outcomes = OutputFile.Create("--outcomes", parsed.GetValue(_outcomes), path);
        await using var rejected = OutputFile.Create("--rejected", parsed.GetValue(_rejected), path);
        var tally = new Tally(outcomes, rejected is not null);
        var isWhole = false;
        try
        {
            await ProgressDisplay.RunAsync(_terminal, onProgress => PublishAsync(parsed, hub, file, kind, tally, onProgress, cancellation));
            isWhole = true;
        }
        finally
        {
            PublishSummary.Write(_terminal, tally, isWhole);
            await WriteRejectedAsync(file, tally, rejected);
        }

        return tally.Rejected > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;
    }

    private async Task PublishAsync(
        ParseResult parsed, HubClient hub, InputFile file, string? kind, Tally tally, Action<string, long, long> onProgress, CancellationToken cancellation)
    {
        var options = new PublishOptions(
            parsed.GetValue(_update), parsed.GetValue(_force), parsed.GetValue(_mirror), parsed.GetValue(_yes), kind, parsed.GetRequiredValue(_reason));
        var lines = Publishing.Submissions.OfLines(hub);
        var rows = file.Csv is null ? lines : new(hub, "text/csv; charset=utf-8", $"?kind={kind}");
        var publication = new Publication(rows, lines, file, options, tally, onProgress);
        await publication.RunAsync(parsed.GetRequiredValue(_batch), cancellation);
        if (options.Mirror)
        {
            await new Mirror(hub, options, tally, onProgress).RunAsync(publication, cancellation);
        }
    }

    private static string KindBy(IReadOnlyList<string> columns)
    {
        if (CsvKinds.Of(columns) is [var kind])
        {
            return Code<RecordKind>.Of(kind);
        }

        var unknown = CsvKinds.Unknown(columns);
        throw new UsageException(unknown.Count > 0
            ? $"No record has such columns: {string.Join(", ", unknown.Select(column => $"'{column}'"))}. `infoshare template` prints those that there are."
            : $"What are the CSV's rows? Its columns do not tell. Give --kind: {string.Join(", ", Code<RecordKind>.All)}.");
    }

    /// <summary>What the file is said to be; null: it is the standard input, and nobody says.</summary>
    private InputFormat? FormatOf(ParseResult parsed)
    {
        if (Code<InputFormat>.TryParse(parsed.GetValue(_format), out var said))
        {
            return said;
        }

        var file = parsed.GetRequiredValue(_file);
        var plain = Path.GetExtension(file).Equals(".gz", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(file) : file;
        return Path.GetExtension(plain).ToLowerInvariant() switch
        {
            ".ndjson" or ".jsonl" or ".json" => InputFormat.Ndjson,
            ".csv" or ".tsv" or ".txt" => InputFormat.Csv,
            _ when file == "-" => null,
            _ => throw new UsageException($"What is '{file}'? Give --format: {string.Join(" or ", Code<InputFormat>.All)}."),
        };
    }

    private async Task WriteRejectedAsync(InputFile file, Tally tally, FileStream? rejected)
    {
        if (rejected is not null)
        {
            // Even where the command was stopped: what is known by then is worth having.
            await RejectedFile.WriteAsync(file, tally.RejectedRows, rejected, CancellationToken.None);
            await _terminal.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tally.RejectedRows.Count} rejected lines are in {rejected.Name}."));
        }
    }
}
