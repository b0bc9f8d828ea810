using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;
using InfoShare.Tests.NodeJs;
using InfoShare.Tests.Subscriptions;

namespace InfoShare.Tests.Webhooks;

/// <summary>Deliveries as the library of Standard Webhooks takes them, and their bodies as CloudEvents.</summary>
public sealed class StandardWebhooksTests : IAsyncLifetime
{
    private SubscriptionDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await SubscriptionDriver.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [NodeFact("Webhooks")]
    public async Task A_Delivery_Is_Verified_By_The_Library_And_Is_A_Thin_Cloud_Event()
    {
        await using var receiver = await NodeReceiver.StartAsync();
        var subscription = await _hub.SubscribeAsync("de-market", receiver.Address);
        await receiver.UseAsync(subscription["secret"]!.GetValue<string>());
        var id = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("W-1"));

        var got = await receiver.NextAsync();

        Assert.True(got["verified"]!.GetValue<bool>(), got.ToJsonString());
        var (headers, told) = (got["headers"]!, got["event"]!);
        Assert.Equal("application/cloudevents+json; charset=utf-8", headers["content-type"]!.GetValue<string>());
        Assert.Equal("1.0", told["specversion"]!.GetValue<string>());
        Assert.Equal(headers["webhook-id"]!.GetValue<string>(), told["id"]!.GetValue<string>());
        Assert.Equal("infoshare.record.published", told["type"]!.GetValue<string>());
        Assert.StartsWith("urn:infoshare:hub:", told["source"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("TLP:GREEN", told["dataclassification"]!.GetValue<string>());
        Assert.Equal(id, told["subject"]!.GetValue<string>());
        Assert.Equal(["change", "id", "kind", "version", "href", "because"], told["data"]!.AsObject().Select(member => member.Key));
        using var client = _hub.Hub.As("de-market", Roles.Reader);
        using var fetched = await client.GetAsync(new Uri(_hub.Hub.Address, told["data"]!["href"]!.GetValue<string>()));
        Assert.Equal(id, (await HubDriver.ReadAsync(fetched))["id"]!.GetValue<string>());
    }

    [NodeFact("Webhooks")]
    public async Task After_A_Rotation_Both_Secrets_Are_Good_And_A_Wrong_One_Is_Not()
    {
        await using var receiver = await NodeReceiver.StartAsync();
        var subscription = await _hub.SubscribeAsync("de-market", receiver.Address);
        var old = subscription["secret"]!.GetValue<string>();
        using var client = _hub.Hub.As("de-market", Roles.Reader);
        var fresh = (await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/secret", new JsonObject { ["overlapHours"] = 1 }))["secret"]!.GetValue<string>();
        Assert.NotEqual(old, fresh);
        foreach (var (secret, isGood) in new[] { (old, true), (fresh, true), ($"whsec_{Convert.ToBase64String(new byte[32])}", false) })
        {
            await receiver.UseAsync(secret);
            var outcome = await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/test", null);
            Assert.Equal(isGood, outcome["delivered"]!.GetValue<bool>());
            Assert.Equal(isGood, (await receiver.NextAsync())["verified"]!.GetValue<bool>());
        }

        var last = (await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/secret", new JsonObject { ["overlapHours"] = 0 }))["secret"]!.GetValue<string>();
        foreach (var (secret, isGood) in new[] { (fresh, false), (last, true) })
        {
            await receiver.UseAsync(secret);
            Assert.Equal(isGood, (await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/test", null))["delivered"]!.GetValue<bool>());
        }
    }
}
