using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Changes;

/// <summary>One agency that publishes records of one kind and changes them at random.</summary>
internal sealed class FeedWriter(HubDriver hub, string agency, string route, string[] labels, Random random)
{
    private readonly List<Written> _records = [];

    private int _numbers;

    public async Task RunAsync(int operations)
    {
        using var client = hub.As(agency, route == "alerts" ? Roles.Feed : Roles.Publisher);
        for (var operation = 0; operation < operations; operation++)
        {
            if (_records.Count < 3 || random.Next(4) == 0)
            {
                await PublishAsync(client);
            }
            else
            {
                await ChangeAsync(client, _records[random.Next(_records.Count)]);
            }
        }
    }

    /// <summary>Waits until the last version of each can be looked up.</summary>
    public async Task SettleAsync()
    {
        var index = hub.Services.GetRequiredService<MerchantIndex>();
        foreach (var record in _records)
        {
            Assert.True(await index.WaitForAsync(RecordId.Parse(record.Id), record.Version, TimeSpan.FromSeconds(20), CancellationToken.None));
        }
    }

    private async Task PublishAsync(HttpClient client)
    {
        var reference = $"{agency}-{route}-{++_numbers}";
        var answer = await SendAsync(client, HttpMethod.Post, route, Content(reference), null);
        _records.Add(new(answer["id"]!.GetValue<string>(), reference) { Version = 1 });
    }

    private async Task ChangeAsync(HttpClient client, Written record)
    {
        var reason = new JsonObject { ["reason"] = $"Reason {++_numbers}." };
        var (method, operation, body) = record.IsRetracted ? (HttpMethod.Post, "/reinstate", reason)
            : random.Next(4) switch
            {
                0 => (HttpMethod.Post, "/retract", reason),
                1 when route == "sanctions" && !record.IsRepaired => (HttpMethod.Post, "/repair", reason),
                _ => (HttpMethod.Put, "", Content(record.Reference).With("change", reason)),
            };
        await SendAsync(client, method, $"records/{record.Id}{operation}", body, record.Version);
        record.Version++;
        record.IsRetracted = operation == "/retract";
        record.IsRepaired |= operation == "/repair";
    }

    private JsonObject Content(string reference)
    {
        var label = labels[random.Next(labels.Length)];
        var content = route switch
        {
            "cases" => Invented.Case(reference, label),
            "alerts" => Invented.Alert(reference, label),
            _ => Invented.Sanction(reference, label),
        };
        return content.With("summary", $"Number {++_numbers}.");
    }

    private static async Task<JsonNode> SendAsync(HttpClient client, HttpMethod method, string path, JsonObject body, int? version)
    {
        using var request = new HttpRequestMessage(method, path) { Content = HubDriver.Json(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }

        using var response = await client.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return await HubDriver.ReadAsync(response);
    }

    private sealed record Written(string Id, string Reference)
    {
        public int Version { get; set; }

        public bool IsRetracted { get; set; }

        public bool IsRepaired { get; set; }
    }
}
