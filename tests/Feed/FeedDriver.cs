using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Feed;
using InfoShare.Storage;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Feed;

/// <summary>A hub with two payment institutions that have keys, and their messages.</summary>
internal sealed class FeedDriver : IAsyncDisposable
{
    private FeedDriver(HubDriver hub) => Hub = hub;

    public HubDriver Hub { get; }

    public FeedSigningKey Key { get; } = FeedSigningKey.New();

    public FeedSigningKey OthersKey { get; } = FeedSigningKey.New();

    public static async Task<FeedDriver> StartAsync()
    {
        var driver = new FeedDriver(await HubDriver.StartAsync());
        await driver.RegisterAsync("demo-pay", driver.Key);
        await driver.RegisterAsync("other-pay", driver.OthersKey);
        return driver;
    }

    /// <summary>Registers the institution with these keys and no others.</summary>
    public async Task RegisterAsync(string id, params FeedSigningKey[] keys)
    {
        using var administrator = Hub.As("hub-operator", Roles.Administrator);
        using var found = await administrator.GetAsync($"agencies/{id}");
        using var put = new HttpRequestMessage(HttpMethod.Put, $"agencies/{id}")
        {
            Content = HubDriver.Json(new JsonObject
            {
                ["name"] = id,
                ["kind"] = "payment-institution",
                ["jurisdiction"] = "DE",
                ["groups"] = new JsonArray(),
                ["keys"] = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => JsonNode.Parse(key.PublicJwk()))]) },
            }),
        };
        if (found.IsSuccessStatusCode)
        {
            put.Headers.IfMatch.Add(found.Headers.ETag!);
        }

        using var answer = await administrator.SendAsync(put);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        // Every process knows of a change within a second; this one at once.
        await Hub.Services.GetRequiredService<AgencyDirectory>().CurrentAsync(CancellationToken.None);
    }

    /// <summary>A message of alerts with these references.</summary>
    public string Message(string jti, string[] references, string issuer = "demo-pay", FeedSigningKey? key = null, TimeSpan age = default) =>
        Sign(new JsonObject { ["alerts"] = new JsonArray([.. references.Select(reference => (JsonNode)Invented.Alert(reference))]) }, jti, issuer, key, age);

    public string Sign(JsonObject content, string jti, string issuer = "demo-pay", FeedSigningKey? key = null, TimeSpan age = default)
    {
        content["iss"] = issuer;
        content["jti"] = jti;
        content["iat"] = (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds();
        return (key ?? Key).Sign(Encoding.UTF8.GetBytes(content.ToJsonString()));
    }

    public async Task<HttpStatusCode> PostAsync(string message, string agency = "demo-pay", string type = "application/jose")
    {
        using var client = Hub.As(agency, Roles.Feed);
        using var content = new StringContent(message, Encoding.ASCII) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await client.PostAsync("feed/messages", content);
        return answer.StatusCode;
    }

    /// <summary>Straight onto the queue, as an institution that may send to it does.</summary>
    public ValueTask SendAsync(string message) =>
        Hub.Services.GetRequiredService<IQueues>().SendAsync(StorageNames.Queues.Feed, message, TimeSpan.Zero, CancellationToken.None);

    public async Task<JsonArray> SubmissionsAsync(string agency = "demo-pay")
    {
        using var client = Hub.As(agency, Roles.Feed);
        using var answer = await client.GetAsync("submissions");
        return (await HubDriver.ReadAsync(answer))["items"]!.AsArray();
    }

    /// <summary>Waits until there are so many finished submissions of the message; the newest.</summary>
    public async Task<JsonNode> OutcomeAsync(string jti, string agency = "demo-pay", int count = 1)
    {
        JsonNode? found = null;
        await Eventually.TrueAsync(
            () =>
            {
                var finished = SubmissionsAsync(agency).GetAwaiter().GetResult().Where(submission => (string?)submission!["message"] == jti && submission["finishedAt"] is not null).ToList();
                found = finished.FirstOrDefault();
                return finished.Count >= count;
            },
            $"the message {jti} has its outcome");
        return found!;
    }

    /// <summary>Waits until no message of the feed is left, not even one that is being handled.</summary>
    public Task DrainedAsync() => Eventually.TrueAsync(
        () => Hub.Services.GetRequiredService<IQueues>().CountAsync(StorageNames.Queues.Feed, CancellationToken.None).AsTask().GetAwaiter().GetResult() == 0, "the queue is empty");

    public async Task<long> PoisonAsync() =>
        await Hub.Services.GetRequiredService<IQueues>().CountAsync(StorageNames.Queues.Poison(StorageNames.Queues.Feed), CancellationToken.None);

    public async Task<IReadOnlyList<string>> PublishedAsync(string agency = "demo-pay")
    {
        using var client = Hub.As(agency, Roles.Feed);
        using var answer = await client.GetAsync("records?publisher=me&limit=500");
        return [.. (await HubDriver.ReadAsync(answer))["items"]!.AsArray().Select(item => (string)item!["reference"]!).Order(StringComparer.Ordinal)];
    }

    /// <summary>These and no others, once what is committed is sequenced.</summary>
    public async Task AssertPublishedAsync(string[] references)
    {
        await Eventually.TrueAsync(() => PublishedAsync().GetAwaiter().GetResult().Count >= references.Length, "the alerts are listed");
        Assert.Equal(references, await PublishedAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Key.Dispose();
        OthersKey.Dispose();
        await Hub.DisposeAsync();
    }
}
