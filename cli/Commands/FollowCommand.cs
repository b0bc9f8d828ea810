using System.CommandLine;
using System.Text;
using System.Text.Json;
using InfoShare.Cli.Following;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Options;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare follow</c>: the change feed as NDJSON.</summary>
public sealed class FollowCommand : Command
{
    private const int PageItems = 500;

    private const int WaitSeconds = 30;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Option<FileInfo?> _place = new("--place") { Description = "Where to keep the place in the feed, and to go on from it. Without it, every run begins at the beginning.", HelpName = "file" };
    private readonly Option<string[]> _kinds = new("--kinds") { Description = "Of these kinds alone: sanction, case, alert. The same at every run on one place.", HelpName = "kinds", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _once = new("--once") { Description = "End when everything up to now is printed, instead of waiting for more." };
    private readonly Option<bool> _restart = new("--restart") { Description = "Begin at the beginning, whatever the place says." };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;

    public FollowCommand(Terminal terminal, TimeProvider time)
        : base("follow", """
            Print all that changes and that you may see, one JSON object per line, in order: {"change", "record"}, or {"change": "withdrawn-from-view",
            "id"} for a record that you could see and no longer can. Who applies every line, newer versions over older ones, ends with what the hub shows.

            To follow for longer than a token is good, have it renewed in a file (--token-file), which is read again when the hub says 401.

            The place is written when a page is printed: after a crash some lines come again, and none is left out. If the hub says that what your
            agency may see has changed, drop what you took and run again with --restart.

              infoshare follow --place sanctions.place --kinds sanction >> sanctions.ndjson
              infoshare follow --once > everything.ndjson
            """)
    {
        (_terminal, _time) = (terminal, time);
        foreach (var option in new Option[] { _place, _kinds, _once, _restart })
        {
            Options.Add(option);
        }

        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var place = new FeedPlace(parsed.GetValue(_place));
        var next = parsed.GetValue(_restart) ? null : place.Read();
        var kinds = string.Join(',', Lists.Split(parsed.GetValue(_kinds)));
        using var hub = _hub.Open(parsed);
        try
        {
            for (var isEnd = false; !(isEnd && parsed.GetValue(_once));)
            {
                var page = await ReadAsync(hub, Path(next, kinds, parsed.GetValue(_once)), parsed.GetValue(_once), cancellation);
                await PrintAsync(page.GetProperty("items"));
                next = page.GetProperty("next").GetString()!;
                place.Write(next);
                isEnd = !page.GetProperty("more").GetBoolean();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Following has no end of its own: stopping it is how it is used.
        }

        return ExitCodes.Done;
    }

    private static string Path(string? after, string kinds, bool once)
    {
        var path = new StringBuilder($"changes?limit={PageItems}&wait={(once ? 0 : WaitSeconds)}");
        path.Append(kinds.Length == 0 ? "" : $"&kinds={Uri.EscapeDataString(kinds)}");
        return path.Append(after is null ? "" : $"&after={Uri.EscapeDataString(after)}").ToString();
    }

    private async Task PrintAsync(JsonElement items)
    {
        foreach (var item in items.EnumerateArray())
        {
            await _terminal.Output.WriteAsync(Encoding.UTF8.GetBytes($"{item.GetRawText()}\n"));
        }

        await _terminal.Output.FlushAsync();
    }

    /// <summary>A hub that is away comes back, and a token in a file is renewed: who follows waits for it. A refusal is told at once.</summary>
    private async Task<JsonElement> ReadAsync(HubClient hub, string path, bool once, CancellationToken cancellation)
    {
        for (var pause = TimeSpan.FromSeconds(5); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await hub.GetJsonAsync(path, cancellation);
            }
            catch (HubRefusedException refusal) when (refusal.Status == 410)
            {
                throw new HubRefusedException($"{refusal.Message}\nDrop what you took from the feed, and run again with --restart.", refusal.Status, refusal.IsProblem);
            }
            catch (HubRefusedException refusal) when (refusal.Status == 400)
            {
                throw new UsageException(refusal.Message);
            }
            catch (HubRefusedException refusal) when (!once && (refusal.Status is null or >= 500 or 429 || (refusal.Status == 401 && hub.HasRenewableToken)))
            {
                await _terminal.Error.WriteLineAsync(refusal.Message);
                await Task.Delay(pause, _time, cancellation);
            }
        }
    }
}
