using System.CommandLine;
using System.Globalization;
using InfoShare.Cli.Feed;
using InfoShare.Cli.Options;
using InfoShare.Cli.Publishing;
using InfoShare.Feed;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare feed</c>: a file of alerts as signed messages.</summary>
public sealed class FeedCommand : Command
{
    private readonly Argument<string> _file = new("file") { Description = "NDJSON, one alert per line, gzip allowed; - for the standard input." };
    private readonly Option<FileInfo> _key = new("--key") { Description = "Your private key (JWK), as feed-key makes it.", Required = true, HelpName = "file" };
    private readonly Option<bool> _upload = new("--upload") { Description = "Upload the file whole and sign a pointer to it: for files of many thousand lines." };
    private readonly Option<int> _wait = new("--wait") { Description = "Seconds to wait for the hub while nothing happens.", DefaultValueFactory = _ => 600, HelpName = "seconds" };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait for what becomes of the messages; see the hub's submissions later." };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public FeedCommand(Terminal terminal)
        : base("feed", """
            Sign a payment institution's alerts and send them, in messages that name and carry them.

            The hub checks each message by the key that is registered for your agency, and publishes its alerts one by one. Sending a file
            again is harmless: what was taken before is not taken again. The exit code is 1 if the hub refused a message, did not take an
            alert (the first ones are shown with what is wrong with them), or has not said what became of a message.

              infoshare feed alerts.ndjson --key feed-key.json
            """)
    {
        _terminal = terminal;
        Arguments.Add(_file);
        foreach (var option in new Option[] { _key, _upload, _wait, _noWait })
        {
            Options.Add(option);
        }

        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var key = ReadKey(parsed.GetRequiredValue(_key).FullName);
        using var file = await InputFile.OpenAsync(parsed.GetRequiredValue(_file), InputFormat.Ndjson, null, _terminal, cancellation);
        using var hub = _hub.Open(parsed);
        var me = await hub.GetJsonAsync("me", cancellation);
        var sending = new FeedSending(hub, key, me.GetProperty("agency").GetProperty("id").GetString()!, TimeProvider.System);
        var sent = parsed.GetValue(_upload) ? await sending.UploadAsync(file, cancellation) : await sending.SendAsync(file, cancellation);
        await _terminal.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{sent.Count} messages sent."));
        if (parsed.GetValue(_noWait) || sent.Count == 0)
        {
            return ExitCodes.Done;
        }

        var outcomes = new FeedOutcomes(hub, TimeSpan.FromSeconds(parsed.GetValue(_wait)), TimeProvider.System);
        var missing = await outcomes.WaitAsync(sent, cancellation);
        await TellAsync(outcomes, missing);
        return missing.Count > 0 || outcomes.Refusals.Count > 0 || outcomes.Counts.GetValueOrDefault("rejected") > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;
    }

    private async Task TellAsync(FeedOutcomes outcomes, IReadOnlyList<SentMessage> missing)
    {
        var (error, culture) = (_terminal.Error, CultureInfo.InvariantCulture);
        if (outcomes.TakenBefore > 0)
        {
            await error.WriteLineAsync(string.Create(culture, $"{outcomes.TakenBefore} of them had been taken before; their outcomes are those of then."));
        }

        foreach (var line in outcomes.Refusals.Concat(outcomes.Rejections))
        {
            await error.WriteLineAsync(line);
        }

        foreach (var address in outcomes.Elsewhere)
        {
            await error.WriteLineAsync($"There are more rejected alerts: GET {address}");
        }

        foreach (var message in missing)
        {
            await error.WriteLineAsync($"{message.Id}: no outcome yet; GET /api/v1/submissions?message={message.Id}&messageSha256={message.Sha256} will have it.");
        }

        foreach (var (result, count) in outcomes.Counts.Where(count => count.Value > 0))
        {
            await _terminal.Out.WriteLineAsync(string.Create(culture, $"{result} {count}"));
        }
    }

    private static FeedSigningKey ReadKey(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"There is no key '{path}'; `infoshare feed-key --out {path}` makes one.");
        }

        try
        {
            return FeedSigningKey.Read(File.ReadAllBytes(path));
        }
        catch (InvalidDataException fault)
        {
            throw new UsageException($"'{path}': {fault.Message}");
        }
    }
}
