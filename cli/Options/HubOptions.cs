using System.CommandLine;
using System.Globalization;
using InfoShare.Cli.Hub;

namespace InfoShare.Cli.Options;

/// <summary>Which hub, and as whom: part of every command that asks one.</summary>
public sealed class HubOptions
{
    private readonly Option<string?> _hub = new("--hub")
    {
        Description = "The hub's address, such as http://127.0.0.1:7071. Without it, the variable INFOSHARE_HUB.",
        HelpName = "url",
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "Your bearer token. Better in the variable INFOSHARE_TOKEN: a command line is seen by others on the machine.",
        HelpName = "jwt",
    };

    private readonly Option<FileInfo?> _tokenFile = new("--token-file")
    {
        Description = "A file with your bearer token, read again when the hub takes it no more: for what runs long. Or the variable INFOSHARE_TOKEN_FILE.",
        HelpName = "file",
    };

    private readonly Terminal _terminal;

    public HubOptions(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Options.Add(_hub);
        command.Options.Add(_token);
        command.Options.Add(_tokenFile);
    }

    /// <exception cref="UsageException">No hub is given, or not by an http address.</exception>
    public HubClient Open(ParseResult parsed)
    {
        var address = parsed.GetValue(_hub) ?? _terminal.Variable("INFOSHARE_HUB")
            ?? throw new UsageException("Which hub? Give --hub, or set INFOSHARE_HUB, such as http://127.0.0.1:7071.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var hub) || hub.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"'{address}' is no address of a hub: it must start with http:// or https://.");
        }

        return new(hub, Token(parsed), Tell);
    }

    /// <summary>What is on the command line goes before variables.</summary>
    private HubToken Token(ParseResult parsed) => (parsed.GetValue(_token), parsed.GetValue(_tokenFile)) switch
    {
        ({ }, { }) => throw new UsageException("Give --token or --token-file, not both."),
        ({ } text, null) => HubToken.Of(text),
        (null, { } file) => HubToken.In(file),
        _ when _terminal.Variable("INFOSHARE_TOKEN_FILE") is { } path => HubToken.In(new(path)),
        _ => HubToken.Of(_terminal.Variable("INFOSHARE_TOKEN")),
    };

    private void Tell(TimeSpan pause, string reason) =>
        _terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Trying again in {pause.TotalSeconds:0.0} s: {reason}"));
}
