using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Agencies;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Options;
using InfoShare.Json;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare agency suspend</c>: its tokens are refused from now on.</summary>
public sealed class AgencySuspendCommand : Command
{
    /// <summary>What a client may set; the hub shows more, and refuses it back.</summary>
    private static readonly string[] Members = ["name", "kind", "jurisdiction", "membership", "groups", "timeZone", "contacts", "clients", "keys"];

    private readonly Argument<string> _id = new("id") { Description = "The agency's id." };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public AgencySuspendCommand(Terminal terminal)
        : base("suspend", "Suspend an agency: its tokens are refused at once, its records stay.")
    {
        _terminal = terminal;
        Arguments.Add(_id);
        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = $"agencies/{AgencyIds.Read(parsed.GetRequiredValue(_id))}";
        using var hub = _hub.Open(parsed);
        using var response = await hub.SendAsync(() => new(HttpMethod.Get, path), cancellation);
        var agency = JsonNode.Parse((await HubClient.ReadJsonAsync(response, cancellation)).GetRawText())!.AsObject();
        var suspended = new JsonObject { ["status"] = Code<AgencyStatus>.Of(AgencyStatus.Suspended) };
        foreach (var member in Members.Where(agency.ContainsKey))
        {
            suspended[member] = agency[member]!.DeepClone();
        }

        await hub.PutJsonAsync(path, Encoding.UTF8.GetBytes(suspended.ToJsonString()), response.Headers.ETag, cancellation);
        await _terminal.Error.WriteLineAsync($"Suspended {agency["name"]}.");
        return ExitCodes.Done;
    }
}
