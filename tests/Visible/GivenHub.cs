using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Publicity;
using InfoShare.Json;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Visible;

/// <summary>A hub filled with given records over HTTP, and asked by given callers.</summary>
internal sealed class GivenHub(HubDriver driver) : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> NoLimits = new()
    {
        ["Access:Rates:AgencyPerSecond"] = "100000",
        ["Access:Rates:AgencyBurst"] = "100000",
        ["Access:Rates:AnonymousPerSecond"] = "100000",
        ["Access:Rates:AnonymousBurst"] = "100000",
    };

    private static readonly Dictionary<string, string?> NoSettings = [];

    /// <summary>Of the decision of a sanction: the invented alerts were detected before it, so that it follows them.</summary>
    private const string AfterTheAlerts = "2026-08-01";

    public HubDriver Driver { get; } = driver;

    public List<GivenRecord> Records { get; } = [];

    /// <param name="settings">Besides those that lift the limits of requests.</param>
    public static async Task<GivenHub> StartAsync(Action<IServiceCollection>? decorate = null, IReadOnlyDictionary<string, string?>? settings = null) =>
        new(await HubDriver.StartWithAgenciesAsync(new Dictionary<string, string?>([.. NoLimits, .. settings ?? NoSettings]), decorate));

    /// <summary>Publishes the record's first version, and makes the others of it, without waiting until they are visible.</summary>
    public async Task AddAsync(GivenRecord record, params GivenVersion[] versions)
    {
        var expires = versions.Any(version => version.Status == "expired");
        using var client = Driver.As(record.Publisher, record.Publisher == "demo-pay" ? Roles.Feed : Roles.Publisher);
        for (var at = 0; at < versions.Length; at++)
        {
            var (version, before) = (versions[at], at == 0 ? null : versions[at - 1]);
            if (version.Status != "expired")
            {
                var answer = before is null
                    ? await SendAsync(client, HttpMethod.Post, record.Route, Content(record, version.Label, expires), null)
                    : await ChangeAsync(client, record, version, before, at);
                record.Id = answer["id"]!.GetValue<string>();
            }
            else
            {
                await ExpireAsync(record);
            }

            record.Versions.Add(version);
        }

        lock (Records)
        {
            Records.Add(record);
        }
    }

    /// <summary>Waits until all that was added can be looked up in its current version.</summary>
    public Task SettleAsync() => SettleAsync(Records);

    /// <summary>As <see cref="SettleAsync()"/>, of some of them.</summary>
    public async Task SettleAsync(IEnumerable<GivenRecord> records)
    {
        var index = Driver.Services.GetRequiredService<InfoShare.Merchants.MerchantIndex>();
        foreach (var record in records)
        {
            var id = InfoShare.Records.RecordId.Parse(record.Id);
            Assert.True(await index.WaitForAsync(id, record.Versions.Count, TimeSpan.FromSeconds(20), CancellationToken.None), record.ToString());
        }
    }

    public HttpClient As(GivenCaller caller)
    {
        Roles roles = default;
        foreach (var role in caller.Roles)
        {
            Assert.True(Code<Roles>.TryParse(role, out var one));
            roles |= one;
        }

        return Driver.As(caller.Agency.Id, roles, caller.StatesPurpose ? "investigation; case=\"1\"" : null);
    }

    public ValueTask DisposeAsync() => Driver.DisposeAsync();

    private static JsonObject Content(GivenRecord record, GivenLabel label, bool expires)
    {
        var content = record.Kind switch
        {
            "case" => Invented.Case(record.Reference),
            "alert" => Invented.Alert(record.Reference),
            _ => Invented.Sanction(record.Reference).With("decidedOn", AfterTheAlerts),
        };
        content["label"] = label.ToJson();
        content["merchant"]!["names"]![0]!["text"] = record.Name;
        content["merchant"]!["identifiers"] = new JsonArray([.. record.Identifiers.Select(ToJson)]);
        if (expires)
        {
            content["publicityUntil"] = "2020-01-01";
        }

        if (record.Related.Count + record.RelatedIds.Count > 0)
        {
            content["relatedRecords"] = new JsonArray([
                .. record.Related.Select(related => new JsonObject { ["publisher"] = related.Publisher, ["reference"] = related.Reference, ["relation"] = "same-event" }),
                .. record.RelatedIds.Select(id => new JsonObject { ["id"] = id, ["relation"] = "same-event" })]);
        }

        if (record.Party is { } party)
        {
            content["parties"] = new JsonArray(new JsonObject
            {
                ["role"] = "declarant",
                ["names"] = new JsonArray(new JsonObject { ["text"] = $"Party {record.Name}", ["kind"] = "legal" }),
                ["identifiers"] = new JsonArray(ToJson(party)),
            });
        }

        return content;
    }

    private static JsonNode ToJson(GivenIdentifier identifier)
    {
        var json = new JsonObject { ["scheme"] = identifier.Scheme, ["value"] = identifier.Value };
        return identifier.Unverified ? json.With("unverified", true) : json;
    }

    private static async Task<JsonNode> ChangeAsync(HttpClient client, GivenRecord record, GivenVersion version, GivenVersion before, int number)
    {
        var reason = new JsonObject { ["reason"] = $"Reason of {record.Reference}." };
        var operation = (before.Status, version.Status) switch
        {
            (_, "retracted") => "/retract",
            ("retracted", _) => "/reinstate",
            ("active", "repaired") => "/repair",
            _ => "",
        };
        return operation.Length > 0
            ? await SendAsync(client, HttpMethod.Post, $"records/{record.Id}{operation}", reason, number)
            : await SendAsync(client, HttpMethod.Put, $"records/{record.Id}", Content(record, version.Label, false).With("change", reason), number);
    }

    private static async Task<JsonNode> SendAsync(HttpClient client, HttpMethod method, string path, JsonObject body, int? ifMatch)
    {
        using var request = new HttpRequestMessage(method, path) { Content = HubDriver.Json(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
        }

        using var response = await client.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return await HubDriver.ReadAsync(response);
    }

    /// <summary>The timer makes what is over expire once it can be looked up.</summary>
    private async Task ExpireAsync(GivenRecord record)
    {
        var index = Driver.Services.GetRequiredService<InfoShare.Merchants.MerchantIndex>();
        var id = InfoShare.Records.RecordId.Parse(record.Id);
        Assert.True(await index.WaitForAsync(id, 1, TimeSpan.FromSeconds(20), CancellationToken.None));
        await Driver.Services.GetRequiredService<PublicityTimer>().RunAsync(CancellationToken.None);
        Assert.True(await index.WaitForAsync(id, 2, TimeSpan.FromSeconds(20), CancellationToken.None));
    }
}
