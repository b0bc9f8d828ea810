using System.CommandLine;
using System.Text.Json;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Options;
using InfoShare.Cli.Output;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare agency list</c>.</summary>
public sealed class AgencyListCommand : Command
{
    private static readonly string[] Columns = ["id", "name", "kind", "jurisdiction", "membership", "groups", "status"];

    private readonly Option<bool> _json = new("--json") { Description = "The hub's own JSON, one agency on a line." };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public AgencyListCommand(Terminal terminal)
        : base("list", "List the agencies of the hub.")
    {
        _terminal = terminal;
        Options.Add(_json);
        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var hub = _hub.Open(parsed);
        var agencies = new List<JsonElement>();
        await foreach (var agency in Pages.ReadAsync(hub, "agencies", cancellation))
        {
            agencies.Add(agency);
        }

        if (parsed.GetValue(_json))
        {
            agencies.ForEach(agency => _terminal.Out.WriteLine(agency.GetRawText()));
        }
        else
        {
            // Members are told less than administrators: what the hub does not tell is no column, and what nobody has is an empty one.
            var columns = Columns.Where(column => agencies.Exists(agency => agency.TryGetProperty(column, out _))).ToList();
            Tables.Write(_terminal, columns, agencies.Select(agency => columns.Select(column => Cells.Of(agency, column))));
        }

        return ExitCodes.Done;
    }
}
