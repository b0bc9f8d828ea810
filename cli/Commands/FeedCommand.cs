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
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait for what becomes of the messages; see the hub's submissions later." };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public FeedCommand(Terminal terminal)
        : base("feed", """
            Sign a payment institution's alerts and send them, in messages that name and carry them.

            The hub checks each message by the key that is registered for your agency, and publishes its alerts one by one. Sending a file
            again is harmless. The exit code is 1 if the hub refused a message or did not take an alert.

              infoshare feed alerts.ndjson --key feed-key.json
            """)
    {
        _terminal = terminal;
        Arguments.Add(_file);
        foreach (var option in new Option[] { _key, _upload, _noWait })
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

        var (counts, refusals) = await sending.WaitAsync(sent, cancellation);
        foreach (var refusal in refusals)
        {
            await _terminal.Error.WriteLineAsync(refusal);
        }

        foreach (var (result, count) in counts.Where(count => count.Value > 0))
        {
            await _terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result} {count}"));
        }

        return refusals.Count > 0 || counts.GetValueOrDefault("rejected") > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;
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
