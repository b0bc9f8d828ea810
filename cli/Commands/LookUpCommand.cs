using System.CommandLine;
using System.Text.Json;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Options;
using InfoShare.Cli.Output;
using InfoShare.Identifiers;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare lookup</c>: what the hub lets you see of a merchant.</summary>
public sealed class LookUpCommand : Command
{
    private readonly Argument<string?> _scheme = new("scheme") { Description = "The identifier's scheme, such as uscc, vat, lei, registration, domain.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _value = new("value") { Description = "The identifier, as you have it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _name = new("--name") { Description = "Instead of an identifier: a merchant's name. (Not for persons: names in addresses end up in logs.)" };
    private readonly Option<string?> _record = new("--record") { Description = "Instead of an identifier: the id of one of the merchant's records." };
    private readonly Option<string?> _purpose = new("--purpose") { Description = "Why you ask, for the access log, such as: investigation; case=\"A-17\". Needed for RED records." };
    private readonly Option<bool> _json = new("--json") { Description = "The hub's own JSON." };
    private readonly HubOptions _hub;
    private readonly Terminal _terminal;

    public LookUpCommand(Terminal terminal)
        : base("lookup", """
            Look up a merchant: its names, its identifiers, and the records on it that you may see.

              infoshare lookup registration GB:0123456
              infoshare lookup --name "Blue Invented Trading"
              infoshare lookup --record sanction_2a…
            """)
    {
        _terminal = terminal;
        Arguments.Add(_scheme);
        Arguments.Add(_value);
        foreach (var option in new Option[] { _name, _record, _purpose, _json })
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            var ways = (result.GetValue(_value) is null ? 0 : 1) + (result.GetValue(_name) is null ? 0 : 1) + (result.GetValue(_record) is null ? 0 : 1);
            if (ways != 1 || (result.GetValue(_scheme) is null) != (result.GetValue(_value) is null))
            {
                result.AddError("Look up by one thing: SCHEME VALUE, or --name NAME, or --record ID.");
            }

            if (result.GetValue(_scheme) is { } scheme && IdentifierScheme.TryGet(scheme) is null)
            {
                result.AddError($"There is no scheme '{scheme}'; schemes are {string.Join(", ", IdentifierScheme.All.Select(known => known.Code))}.");
            }
        });
        _hub = new(this, terminal);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var hub = _hub.Open(parsed);
        try
        {
            using var response = await hub.SendAsync(() => Request(parsed), cancellation);
            await ShowAsync(parsed, await HubClient.ReadJsonAsync(response, cancellation));
            return ExitCodes.Done;
        }
        catch (HubRefusedException refusal) when (refusal.Status == 404 && refusal.IsProblem)
        {
            // An answer like any other; but not JSON, so that it is no result where JSON is asked for.
            await (parsed.GetValue(_json) ? _terminal.Error : _terminal.Out).WriteLineAsync("Nothing known that you may see.");
            return ExitCodes.Done;
        }
        catch (HubRefusedException refusal) when (refusal.Status == 400)
        {
            throw new UsageException(refusal.Message);
        }
    }

    private async Task ShowAsync(ParseResult parsed, JsonElement found)
    {
        if (parsed.GetValue(_json))
        {
            await _terminal.Out.WriteLineAsync(found.GetRawText());
        }
        else if (found.TryGetProperty("items", out _))
        {
            MerchantTables.WriteHits(_terminal, found);
        }
        else
        {
            MerchantTables.WriteProfile(_terminal, found);
        }
    }

    private HttpRequestMessage Request(ParseResult parsed)
    {
        var path = parsed.GetValue(_name) is { } name ? $"merchants?name={Uri.EscapeDataString(name)}"
            : parsed.GetValue(_record) is { } record ? $"merchants/record/{PathSegment.Of("record's id", record)}"
            : $"merchants/{parsed.GetRequiredValue(_scheme)}/{PathSegment.Of("identifier", parsed.GetRequiredValue(_value)!)}";
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (parsed.GetValue(_purpose) is { } purpose)
        {
            request.Headers.TryAddWithoutValidation("InfoShare-Purpose", purpose);
        }

        return request;
    }
}
