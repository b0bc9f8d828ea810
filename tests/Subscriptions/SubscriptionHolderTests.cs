using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Subscriptions;
using InfoShare.Tests.Access;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Subscriptions;

/// <summary>A subscription is told as much as the client that holds it may see, and no other client of the agency learns of more by it.</summary>
public sealed class SubscriptionHolderTests
{
    [Fact]
    public async Task A_Client_That_May_See_Less_Cannot_Take_Over_A_Subscription()
    {
        await using var hub = await SubscriptionDriver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var subscription = await hub.SubscribeAsync("demo-pay", receiver.Address);
        await hub.Hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("P-1"));
        await hub.UntilAsync("demo-pay", subscription, "delivered");
        var delivery = Assert.Single(await hub.LogAsync("demo-pay", subscription))["id"];
        var path = $"subscriptions/{subscription["id"]}";
        using var feed = hub.Hub.As("demo-pay", Roles.Feed);
        foreach (var (method, route) in new[]
        {
            (HttpMethod.Put, path), (HttpMethod.Post, $"{path}/secret"), (HttpMethod.Post, $"{path}/resume"), (HttpMethod.Get, $"{path}/deliveries"),
            (HttpMethod.Post, $"{path}/deliveries/replay"), (HttpMethod.Post, $"{path}/deliveries/{delivery}/replay"),
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(feed, method, route, receiver.Address));
        }

        using var reader = hub.Hub.As("demo-pay", Roles.Reader);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Put, path, receiver.Address));
    }

    [Fact]
    public async Task Who_Changes_A_Subscription_Holds_It_And_It_Is_Told_What_That_Client_May_See()
    {
        await using var hub = await SubscriptionDriver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        using var feed = hub.Hub.As("demo-pay", Roles.Feed);
        var subscription = await hub.PostAsync(feed, "subscriptions", new JsonObject { ["url"] = receiver.Address.ToString() });
        using var reader = hub.Hub.As("demo-pay", Roles.Reader);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Put, $"subscriptions/{subscription["id"]}", receiver.Address));
        var id = await hub.Hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("P-1"));
        await Eventually.TrueAsync(() => !receiver.All.IsEmpty, "the sanction is told");
        Assert.Equal(id, Assert.Single(receiver.All).Record);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(feed, HttpMethod.Get, $"subscriptions/{subscription["id"]}/deliveries", receiver.Address));
    }

    [Fact]
    public async Task A_Role_That_The_Registry_Takes_From_The_Client_Is_Taken_From_Its_Subscriptions_Too()
    {
        const string Issuer = "https://id.partner.example/";
        await using var issuer = await LoopbackIssuer.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        await using var hub = await SubscriptionDriver.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Access:Issuers:0:Issuer"] = Issuer,
            ["Access:Issuers:0:Audience"] = "api://infoshare",
            ["Access:Issuers:0:JwksUri"] = new Uri(issuer.Address, "keys").ToString(),
        });
        await GrantAsync(hub, Issuer, Roles.Reader | Roles.Publisher);
        using var client = hub.Hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token("RS256", new()
        {
            ["iss"] = Issuer,
            ["aud"] = "api://infoshare",
            ["azp"] = "app-7",
            ["roles"] = new JsonArray("reader", "publisher"),
        }));
        var subscription = await hub.PostAsync(client, "subscriptions", new JsonObject { ["url"] = receiver.Address.ToString() });
        var others = await hub.Hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("P-1"));
        await hub.UntilAsync("de-market", subscription, "delivered");
        await hub.PostAsync(client, $"subscriptions/{subscription["id"]}/pause", null);
        await hub.Hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("P-2"));
        await hub.UntilAsync("de-market", subscription, "held");

        await GrantAsync(hub, Issuer, Roles.Publisher);
        using var reader = hub.Hub.As("de-market", Roles.Reader);
        await hub.PostAsync(reader, $"subscriptions/{subscription["id"]}/resume", null);
        await hub.UntilAsync("de-market", subscription, "dropped");
        await hub.Hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("P-3"));
        var own = await hub.Hub.PublishAsync("de-market", "sanctions", Invented.Sanction("P-4"));
        await Eventually.TrueAsync(() => receiver.All.Count > 1, "its own is told");
        Assert.Equal([others, own], receiver.All.Select(received => received.Record));

        await GrantAsync(hub, Issuer, null);
        await hub.Hub.PublishAsync("de-market", "sanctions", Invented.Sanction("P-5"));
        Assert.Equal(Roles.None, await RolesNowAsync(hub, subscription));
    }

    private static async Task<Roles> RolesNowAsync(SubscriptionDriver hub, JsonNode subscription)
    {
        var registry = await hub.Hub.Services.GetRequiredService<AgencyDirectory>().CurrentAsync(CancellationToken.None);
        var agency = registry.Find(AgencyId.Parse("de-market"))!.Agency;
        var stored = await hub.Hub.Services.GetRequiredService<SubscriptionStore>().FindAsync(agency.Id, subscription["id"]!.GetValue<string>(), CancellationToken.None);
        return stored!.Subscription.CallerOf(agency, registry).Roles;
    }

    private static async Task GrantAsync(SubscriptionDriver hub, string issuer, Roles? roles)
    {
        var directory = hub.Hub.Services.GetRequiredService<AgencyDirectory>();
        var stored = directory.Snapshot.Find(AgencyId.Parse("de-market"))!;
        IReadOnlyList<AgencyClient> clients = roles is { } granted ? [new(issuer, null, "app-7", granted)] : [];
        Assert.IsType<AgencyWriteOutcome.Updated>(await directory.PutAsync(stored.Agency with { Clients = clients }, stored.Revision, CancellationToken.None));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path, Uri url)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Put)
        {
            request.Content = HubDriver.Json(new JsonObject { ["url"] = url.ToString() });
            request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        }
        else if (path.EndsWith("/secret", StringComparison.Ordinal))
        {
            request.Content = HubDriver.Json(new JsonObject());
        }
        else if (path.EndsWith("deliveries/replay", StringComparison.Ordinal))
        {
            request.Content = HubDriver.Json(new JsonObject { ["from"] = "2026-01-01T00:00:00Z" });
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
