using System.CommandLine;
using System.Text.Json;
using InfoShare.Cli.Options;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare whoami</c>: whom the hub takes the token for.</summary>
public sealed class WhoAmICommand : Command
{
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public WhoAmICommand(Terminal terminal)
        : base("whoami", "Ask the hub whom it takes your token for: your agency, its roles, what it may publish, and its limits.")
    {
        _terminal = terminal;
        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var hub = _hub.Open(parsed);
        var me = await hub.GetJsonAsync("me", cancellation);
        foreach (var member in me.EnumerateObject())
        {
            await _terminal.Out.WriteLineAsync($"{member.Name}: {Plain(member.Value)}");
        }

        return ExitCodes.Done;
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Plain)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(member => $"{member.Name} {Plain(member.Value)}")),
        _ => value.ToString(),
    };
}
