using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using InfoShare.Access;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Faults;

/// <summary>A hub whose storage account goes away, or does what it is asked and does not say so: 503 with Retry-After, nothing acknowledged that is not stored, and all well again by itself.</summary>
[NeedsAzurite]
public sealed class AzureOutageTests
{
    private readonly FaultyTransport _network = new();

    [StoreTheory]
    [InlineData("IsNotConnected")]
    [InlineData("TimesOutBefore")]
    [InlineData("IsBusy")]
    [InlineData("IsRefusedOnTheWay")]
    [InlineData("Fails500Before")]
    public async Task When_The_Account_Is_Gone_What_Needs_It_Is_503_And_Nothing_Of_It_Is_There_Afterwards(string fault)
    {
        await using var hub = await StartAsync();
        var id = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);

        _network.Plan = (_, _) => Enum.Parse<CallFault>(fault);
        foreach (var (method, path, body) in Requests(id))
        {
            await AssertUnavailableAsync(customs, method, path, body);
        }

        // What is answered from memory goes on.
        using var profile = await customs.GetAsync(new Uri("merchants/registration/DE:HRB999001", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, profile.StatusCode);

        _network.Plan = (_, _) => CallFault.None;
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(customs, $"records?publisher=me&reference=during", "items"));
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("during"));
        Assert.Equal(1, (await GetAsync(customs, $"records/{id}"))["version"]!.GetValue<int>());
    }

    [StoreTheory]
    [InlineData("TimesOutAfter")]
    [InlineData("IsResetAfter")]
    [InlineData("Fails500After")]
    [InlineData("IsCutShort")]
    public async Task When_Commits_Are_Done_But_Not_Answered_The_Hub_Finds_Out_And_Says_Created_Once(string fault)
    {
        await using var hub = await StartAsync();
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);

        var first = true;
        _network.Plan = (_, request) => request.Uri.ToString().EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Exchange(ref first, false) ? Enum.Parse<CallFault>(fault) : CallFault.None;
        using (var response = await customs.PostAsync(new Uri("sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction("during"))))
        {
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        }

        using var again = await customs.PostAsync(new Uri("sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction("during")));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await Eventually.TrueAsync(
            () => GetAsync(customs, "records?publisher=me").GetAwaiter().GetResult()["items"]!.AsArray().Count == 2, "both are listed, once");
    }

    [StoreFact]
    public async Task When_Nothing_Is_Answered_At_All_503_Is_Said_And_Sending_Again_Doubles_Nothing()
    {
        await using var hub = await StartAsync();
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);

        _network.Plan = (_, _) => CallFault.TimesOutAfter;
        await AssertUnavailableAsync(customs, HttpMethod.Post, "sanctions", Invented.Sanction("during"));
        _network.Plan = (_, _) => CallFault.None;

        // The commit took effect, and so this is a repetition.
        using var again = await customs.PostAsync(new Uri("sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction("during")));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("after"));
    }

    [StoreTheory]
    [InlineData("/Records", "c~", "POST", "sanctions")]
    [InlineData("/Records", "~000002", "PUT", "records/{sanction}")]
    [InlineData("/Agencies", "fr-customs", "PUT", "agencies/fr-customs")]
    [InlineData("/Subscriptions", "cn-customs", "POST", "subscriptions")]
    [InlineData("/Dispositions", "", "POST", "alerts/{alert}/dispositions")]
    public async Task What_May_Have_Been_Stored_Is_Not_Said_To_Be_Not(string table, string row, string method, string path)
    {
        await using var hub = await StartAsync();
        var sanction = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        var alert = await hub.PublishAsync("demo-pay", "alerts", Invented.Alert("before"));
        using var client = path.StartsWith("agencies", StringComparison.Ordinal)
            ? hub.As("hub-operator", Roles.Administrator)
            : hub.As("cn-customs", Roles.Publisher | Roles.Reader);

        // From the request's own commit on, the account does what it is told and says nothing.
        var isSilent = false;
        _network.Plan = (_, request) =>
        {
            var written = Written(request);
            isSilent |= written.Contains(table, StringComparison.Ordinal) && written.Contains(row, StringComparison.Ordinal);
            return isSilent ? CallFault.TimesOutAfter : CallFault.None;
        };
        var text = await AssertUnavailableAsync(client, new(method), path.Replace("{sanction}", sanction, StringComparison.Ordinal).Replace("{alert}", alert, StringComparison.Ordinal), BodyOf(path));
        Assert.Contains("did not say whether", text, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task An_Account_That_Never_Answers_Is_Given_Up_After_Two_Waits()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync(
            await EmulatedStore.SettingsAsync(),
            services => services
                .AddSingleton<HttpPipelineTransport>(_network)
                .AddSingleton(new AzureOptions { RetryDelay = TimeSpan.FromMilliseconds(1), ReadTimeout = TimeSpan.FromMilliseconds(100), NetworkTimeout = TimeSpan.FromMilliseconds(300) }));
        var id = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        var waits = 0;
        _network.IsSilent = request =>
        {
            waits += request.Uri.ToString().Contains($"v~{id}", StringComparison.Ordinal) ? 1 : 0;
            return true;
        };

        await AssertUnavailableAsync(customs, HttpMethod.Get, $"records/{id}/history", null);
        Assert.InRange(waits, 0, 2);
        var text = await AssertUnavailableAsync(customs, HttpMethod.Post, "sanctions", Invented.Sanction("during"));
        _network.IsSilent = _ => false;
        Assert.Contains("urn:infoshare:problem:unavailable", text, StringComparison.Ordinal);
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("during"));
    }

    private static JsonObject BodyOf(string path) => path.Split('/')[0] switch
    {
        "sanctions" => Invented.Sanction("during"),
        "records" => Invented.Sanction("before").With("severity", "minor").With("change", new JsonObject { ["reason"] = "A mistake." }),
        "agencies" => new() { ["name"] = "Customs", ["kind"] = "customs", ["jurisdiction"] = "FR", ["groups"] = new JsonArray() },
        "subscriptions" => new() { ["url"] = "https://receiver.example/hook" },
        _ => new() { ["answer"] = "confirmed" },
    };

    private static string Written(Request request)
    {
        using var content = new MemoryStream();
        request.Content?.WriteTo(content, default);
        return System.Text.Encoding.UTF8.GetString(content.ToArray());
    }

    private static IEnumerable<(HttpMethod Method, string Path, JsonNode? Body)> Requests(string id)
    {
        yield return (HttpMethod.Post, "sanctions", Invented.Sanction("during"));
        yield return (HttpMethod.Put, $"records/{id}", Invented.Sanction("before").With("severity", "minor").With("change", new JsonObject { ["reason"] = "A mistake." }));
        yield return (HttpMethod.Post, $"records/{id}/retract", new JsonObject { ["reason"] = "A mistake." });
        yield return (HttpMethod.Get, $"records/{id}", null);
        yield return (HttpMethod.Get, $"records/{id}/history", null);
        yield return (HttpMethod.Get, "merchants/registration/DE:HRB999001?bodies=true", null);
        yield return (HttpMethod.Get, "submissions", null);
    }

    private static async Task<string> AssertUnavailableAsync(HttpClient client, HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : HubDriver.Json(body) };
        if (path.StartsWith("records", StringComparison.Ordinal))
        {
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        }

        using var response = await client.SendAsync(request);
        var text = $"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
        Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, text);
        Assert.True(response.Headers.RetryAfter is not null && text.Contains("urn:infoshare:problem:", StringComparison.Ordinal), text);
        return text;
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await HubDriver.ReadAsync(response);
    }

    /// <summary>NotFound if the list is empty.</summary>
    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string list) =>
        (await GetAsync(client, path))[list]!.AsArray().Count == 0 ? HttpStatusCode.NotFound : HttpStatusCode.OK;

    private async Task<HubDriver> StartAsync() => await HubDriver.StartWithAgenciesAsync(
        await EmulatedStore.SettingsAsync(),
        services => services
            .AddSingleton<HttpPipelineTransport>(_network)
            .AddSingleton(new AzureOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }));
}
