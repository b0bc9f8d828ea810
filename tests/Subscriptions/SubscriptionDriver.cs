using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Subscriptions;
using InfoShare.Subscriptions;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfoShare.Tests.Subscriptions;

/// <summary>A hub that posts to this machine, tries again soon, and gives up soon.</summary>
internal sealed class SubscriptionDriver(HubDriver hub) : IAsyncDisposable
{
    /// <summary>Tries after the first.</summary>
    public const int Retries = 3;

    /// <summary>An answer later than this is slow.</summary>
    public static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(150);

    public HubDriver Hub { get; } = hub;

    public static async Task<SubscriptionDriver> StartAsync(
        ResolveHost? resolve = null, TimeSpan? retryAfter = null, IReadOnlyDictionary<string, string?>? settings = null) => new(await HubDriver.StartWithAgenciesAsync(
        new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Webhooks:AllowLoopback"] = "true", ["Webhooks:Timeout"] = "00:00:00.7" },
        services =>
        {
            var delay = retryAfter ?? TimeSpan.FromMilliseconds(20);
            services.Replace(ServiceDescriptor.Singleton(new RetrySchedule { Delays = [.. Enumerable.Repeat(delay, Retries)], LongestSilence = TimeSpan.FromMilliseconds(20), SlowAfter = SlowAfter }));
            if (resolve is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(resolve));
            }
        }));

    public async Task<JsonNode> SubscribeAsync(string agency, Uri url, string filter = "{}", string? lookedUp = null, bool answers = false)
    {
        using var client = Hub.As(agency, agency == "demo-pay" ? Roles.Reader | Roles.Feed : Roles.Reader | Roles.Publisher);
        var body = new JsonObject { ["url"] = url.ToString(), ["filter"] = JsonNode.Parse(filter) };
        if (lookedUp is not null)
        {
            body["lookedUp"] = JsonNode.Parse(lookedUp);
        }

        if (answers)
        {
            body["answers"] = true;
        }

        return await PostAsync(client, "subscriptions", body);
    }

    public async Task<JsonNode> PostAsync(HttpClient client, string path, JsonNode? body)
    {
        using var content = body is null ? null : HubDriver.Json(body);
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string agency, string path)
    {
        using var client = Hub.As(agency, Roles.Reader);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await HubDriver.ReadAsync(answer);
    }

    /// <summary>The subscription's log, newest first.</summary>
    public async Task<List<JsonNode>> LogAsync(string agency, JsonNode subscription) =>
        [.. (await GetAsync(agency, $"subscriptions/{subscription["id"]}/deliveries"))["items"]!.AsArray().Select(item => item!)];

    /// <summary>Waits until the newest delivery stands so.</summary>
    public Task UntilAsync(string agency, JsonNode subscription, string state) => Eventually.TrueAsync(
        async () => await LogAsync(agency, subscription) is [var newest, ..] && newest["state"]!.GetValue<string>() == state, $"the newest delivery is {state}");

    public Task UntilStatusAsync(string agency, JsonNode subscription, string status) => Eventually.TrueAsync(
        async () => (await GetAsync(agency, $"subscriptions/{subscription["id"]}"))["status"]!.GetValue<string>() == status, $"the subscription is {status}");

    /// <summary>Publishes sanctions of this agency by a submission, and waits for nothing.</summary>
    public async Task SubmitAsync(string agency, int sanctions)
    {
        using var client = Hub.As(agency, Roles.Publisher);
        var lines = Enumerable.Range(0, sanctions).Select(number => Invented.Sanction($"S-{number}").With("kind", "sanction").ToJsonString());
        using var content = new StringContent(string.Join('\n', lines), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var answer = await client.PostAsync(new Uri("submissions", UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a change under If-Match, and waits until it is visible.</summary>
    public async Task ChangeAsync(string agency, HttpMethod method, string path, int version, JsonObject body)
    {
        using var client = Hub.As(agency, Roles.Publisher);
        using var request = new HttpRequestMessage(method, path) { Content = HubDriver.Json(body) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
