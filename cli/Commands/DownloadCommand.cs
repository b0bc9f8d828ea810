using System.CommandLine;
using System.Globalization;
using System.Net;
using InfoShare.Cli.Datasets;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Options;
using InfoShare.Cli.Output;
using InfoShare.Datasets;
using InfoShare.Json;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare download</c>: a published dataset, whole or what has changed since.</summary>
public sealed class DownloadCommand : Command
{
    private readonly Argument<string> _dataset = new("dataset") { Description = "sanctions, cases, alerts or merchants." };
    private readonly Option<string> _format = new("--format") { Description = "ndjson, csv, ftm (entities of FollowTheMoney) or targets (targets.simple.csv).", DefaultValueFactory = _ => "ndjson", HelpName = "format" };
    private readonly Option<string?> _version = new("--version") { Description = "A version's id; without it, the latest.", HelpName = "id" };
    private readonly Option<string?> _since = new("--since") { Description = "The version of the files that are there: only what has changed since is downloaded.", HelpName = "id" };
    private readonly Option<string[]> _segment = new("--segment") { Description = "Which segments; without it, all that are for you but the public one, which the members' contains.", HelpName = "id" };
    private readonly Option<bool> _public = new("--public") { Description = "What is for everybody; needs no token." };
    private readonly Option<bool> _gzip = new("--gzip") { Description = "Keep the files compressed." };
    private readonly Option<DirectoryInfo?> _out = new("--out") { Description = "The folder for the files; without it, the current one.", HelpName = "folder" };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public DownloadCommand(Terminal terminal)
        : base("download", """
            Download a published dataset. Each segment that is for you becomes a file, such as sanctions.members.csv; what was interrupted is
            gone on with when the command is run again, and every file is checked against the checksum in its manifest.

            Prints one line per file: its path, the version, its rows. Give that version to --since the next time. A file of an earlier download
            whose segment is withdrawn (a record in it was retracted) or not for you any more is removed, and said so; while a segment is
            withdrawn the exit code is 1: run the command again in a minute, when the hub has built it anew.

              infoshare download sanctions --format csv
              infoshare download sanctions --format csv --since 20260301120000-7f3a000012
              infoshare download merchants --format targets --public
            """)
    {
        _terminal = terminal;
        Arguments.Add(_dataset);
        foreach (var option in new Option[] { _format, _version, _since, _segment, _public, _gzip, _out })
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetValue(_since) is not null && result.GetValue(_gzip))
            {
                result.AddError("--since changes files that are not compressed: leave --gzip out.");
            }
        });
        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var dataset = CodeOf<DatasetName>(parsed.GetRequiredValue(_dataset), "datasets");
        var format = CodeOf<DatasetFormat>(parsed.GetRequiredValue(_format), "formats");
        var (isPublic, isCompressed, since) = (parsed.GetValue(_public), parsed.GetValue(_gzip), parsed.GetValue(_since));
        var folder = FolderOf(parsed.GetValue(_out));
        var path = isPublic ? "public/datasets" : "datasets";
        using var hub = _hub.Open(parsed);
        if (await FindAsync(hub, path, dataset, parsed.GetValue(_version), cancellation) is not { } version)
        {
            await _terminal.Error.WriteLineAsync(
                $"There is no version of '{Code<DatasetName>.Of(dataset)}' for you yet. The hub builds the first one some minutes after its first records, and an agency that is new has its own with the next build.");
            return ExitCodes.HubRefused;
        }

        string[] asked = [.. Lists.Split(parsed.GetValue(_segment))];
        var left = new LeftFiles(folder, dataset, format, isCompressed);
        var withdrawn = await RemoveLeftAsync(version, asked, left, isPublic, isNewest: parsed.GetValue(_version) is null);
        var segments = SegmentsOf(version, asked, isPublic);
        await ProgressDisplay.RunAsync(_terminal, async onProgress =>
        {
            var download = new SegmentDownload(hub, path, dataset, format, _terminal.Error, onProgress);
            foreach (var segment in segments)
            {
                var target = Path.Combine(folder, left.NameOf(segment));
                var file = since is null ? null : await download.UpdateAsync(version, since, segment, target, cancellation);
                file ??= await download.GetWholeAsync(version, segment, target, isCompressed, cancellation);
                await _terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{target}\t{version.Id}\t{file.Rows}"));
            }
        });
        return withdrawn ? ExitCodes.SomeRejected : ExitCodes.Done;
    }

    /// <summary>Null: none was asked for by its id, and there is none.</summary>
    private static async Task<RemoteVersion?> FindAsync(HubClient hub, string path, DatasetName dataset, string? version, CancellationToken cancellation)
    {
        try
        {
            return await RemoteVersion.GetAsync(hub, path, dataset, version ?? "latest", cancellation);
        }
        catch (HubRefusedException refused) when (version is null && refused.Status == (int)HttpStatusCode.NotFound && refused.IsProblem)
        {
            return null;
        }
    }

    /// <summary>Removes files that must not be used any more; whether a segment that was asked for is withdrawn.</summary>
    private async Task<bool> RemoveLeftAsync(RemoteVersion version, string[] asked, LeftFiles left, bool isPublic, bool isNewest)
    {
        var withdrawn = version.Withdrawn.Where(segment => asked.Length > 0 ? asked.Contains(segment) : (segment == Audience.PublicId) == isPublic).ToList();
        foreach (var segment in withdrawn)
        {
            var removed = left.Remove(segment) ? $"; {left.NameOf(segment)} was removed" : "";
            await _terminal.Error.WriteLineAsync(
                $"'{segment}' of the version {version.Id} is withdrawn: a record in it was retracted, or is not for all of those any more who could have it{removed}. A new version follows soon.");
        }

        if (asked.Length == 0 && isNewest)
        {
            foreach (var segment in left.Segments(isPublic).Where(segment => !version.Segments.Contains(segment) && left.Remove(segment)))
            {
                await _terminal.Error.WriteLineAsync($"{left.NameOf(segment)} was removed: the version {version.Id} has no '{segment}' for you, so nothing that is in force is in it.");
            }
        }

        return withdrawn.Count > 0;
    }

    private static IReadOnlyList<string> SegmentsOf(RemoteVersion version, string[] asked, bool isPublic)
    {
        if (asked.Length == 0)
        {
            return isPublic ? version.Segments : [.. version.Segments.Where(segment => segment != Audience.PublicId)];
        }

        return asked.FirstOrDefault(segment => !version.Segments.Contains(segment) && !version.Withdrawn.Contains(segment)) is { } unknown
            ? throw new UsageException($"--segment: the version {version.Id} has no '{unknown}' for you; it has {string.Join(", ", version.Segments)}.")
            : [.. asked.Where(version.Segments.Contains)];
    }

    private static string FolderOf(DirectoryInfo? folder)
    {
        try
        {
            folder?.Create();
            return folder?.FullName ?? "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out: '{folder}' cannot be made ({failure.Message.TrimEnd('.')}); nothing was done.");
        }
    }

    private static T CodeOf<T>(string text, string what)
        where T : struct, Enum =>
        Code<T>.TryParse(text, out var value) ? value : throw new UsageException($"'{text}' is none of the {what}: {string.Join(", ", Code<T>.All)}.");
}
