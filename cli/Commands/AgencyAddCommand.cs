using System.CommandLine;
using System.Text.Json.Nodes;
using InfoShare.Agencies;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Options;
using InfoShare.Json;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare agency add</c>: registers an agency.</summary>
public sealed class AgencyAddCommand : Command
{
    private readonly Argument<string> _id = new("id") { Description = "The agency's id, such as de-bvl: 2–40 of a–z, 0–9 and single hyphens." };
    private readonly Option<string> _name = new("--name") { Description = "Its name.", Required = true };
    private readonly Option<string> _kind = new("--kind") { Description = "What it is; decides what it may publish.", Required = true };
    private readonly Option<string> _jurisdiction = new("--jurisdiction") { Description = "Its country, ISO 3166-1 alpha-2.", Required = true };
    private readonly Option<string?> _membership = new("--membership") { Description = "Of the hub's own country, or of a partner's. Without it, as the hub decides." };
    private readonly Option<string?> _timeZone = new("--time-zone") { Description = "Where its dates are meant, such as Europe/Berlin." };
    private readonly Option<string[]> _groups = new("--groups") { Description = "Sharing groups, separated by commas.", AllowMultipleArgumentsPerToken = true };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public AgencyAddCommand(Terminal terminal)
        : base("add", """
            Register an agency.

              infoshare agency add de-bvl --name "Bundesamt" --kind market-regulator --jurisdiction DE --groups op-lantern
            """)
    {
        _terminal = terminal;
        _kind.AcceptOnlyFromAmong([.. Code<AgencyKind>.All]);
        _membership.AcceptOnlyFromAmong([.. Code<Membership>.All]);
        Arguments.Add(_id);
        foreach (var option in new Option[] { _name, _kind, _jurisdiction, _membership, _timeZone, _groups })
        {
            Options.Add(option);
        }

        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var id = AgencyIds.Read(parsed.GetRequiredValue(_id));
        var agency = new JsonObject
        {
            ["name"] = parsed.GetRequiredValue(_name),
            ["kind"] = parsed.GetRequiredValue(_kind),
            ["jurisdiction"] = parsed.GetRequiredValue(_jurisdiction),
            ["groups"] = new JsonArray([.. Lists.Split(parsed.GetValue(_groups)).Select(group => JsonValue.Create(group))]),
        };
        AddIfGiven(agency, "membership", parsed.GetValue(_membership));
        AddIfGiven(agency, "timeZone", parsed.GetValue(_timeZone));
        using var hub = _hub.Open(parsed);
        try
        {
            await hub.PutJsonAsync($"agencies/{id}", System.Text.Encoding.UTF8.GetBytes(agency.ToJsonString()), null, cancellation);
        }
        catch (HubRefusedException refused) when (refused.Status == 428)
        {
            throw new HubRefusedException($"There is an agency '{id}' already, and nothing was changed. What it is can be changed with PUT /api/v1/agencies/{id}.", refused.Status);
        }

        await _terminal.Error.WriteLineAsync($"Registered {id}.");
        return ExitCodes.Done;
    }

    private static void AddIfGiven(JsonObject agency, string member, string? value)
    {
        if (value is not null)
        {
            agency[member] = value;
        }
    }
}
