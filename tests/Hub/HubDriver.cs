using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Hub;

/// <summary>A whole hub in this process: real HTTP on a free loopback port, the embedded store in a temporary folder, all triggers running.</summary>
internal sealed class HubDriver : IAsyncDisposable
{
    private readonly DirectoryInfo _data;

    private readonly WebApplication _app;

    private HubDriver(DirectoryInfo data, WebApplication app)
    {
        _data = data;
        _app = app;
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public string DataDirectory => _data.FullName;

    /// <param name="decorate">Changes the services before they are built: ports that count or fail.</param>
    /// <param name="behindFunctionsHost">Started as the Functions host does it: no triggers run.</param>
    public static async Task<HubDriver> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? decorate = null, bool behindFunctionsHost = false)
    {
        var data = Directory.CreateTempSubdirectory("infoshare-test-");
        var options = new HubOptions
        {
            DataDirectory = data.FullName,
            Urls = "http://127.0.0.1:0",
            CustomHandlerPort = behindFunctionsHost ? 0 : null,
            Settings = settings ?? new Dictionary<string, string?>(),
            Decorate = decorate,
        };
        var app = await HubApp.BuildAsync(options, CancellationToken.None);
        await app.StartAsync();
        return new(data, app);
    }

    /// <summary>A hub with an agency of every kind.</summary>
    public static async Task<HubDriver> StartWithAgenciesAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? decorate = null)
    {
        var hub = await StartAsync(settings, decorate);
        await hub.RegisterAsync("cn-customs", AgencyKind.Customs, "CN", Membership.Home, "op-lantern");
        await hub.RegisterAsync("cn-market", AgencyKind.MarketRegulator, "CN", Membership.Home, "op-lantern");
        await hub.RegisterAsync("cn-tax", AgencyKind.Tax, "CN", Membership.Home);
        await hub.RegisterAsync("cn-finance", AgencyKind.FinancialRegulator, "CN", Membership.Home);
        await hub.RegisterAsync("cn-commerce", AgencyKind.Commerce, "CN", Membership.Home);
        await hub.RegisterAsync("cn-court", AgencyKind.Judicial, "CN", Membership.Home);
        await hub.RegisterAsync("de-customs", AgencyKind.Customs, "DE", Membership.Partner, "op-lantern");
        await hub.RegisterAsync("de-market", AgencyKind.MarketRegulator, "DE", Membership.Partner);
        await hub.RegisterAsync("demo-platform", AgencyKind.Platform, "CN", Membership.Home);
        await hub.RegisterAsync("demo-pay", AgencyKind.PaymentInstitution, "CN", Membership.Home);
        return hub;
    }

    public Task RegisterAsync(string id, AgencyKind kind, string jurisdiction, Membership membership, params string[] groups) =>
        Services.GetRequiredService<AgencyDirectory>().PutAsync(
            new()
            {
                Id = AgencyId.Parse(id),
                Name = id,
                Kind = kind,
                Jurisdiction = jurisdiction,
                Membership = membership,
                Groups = groups,
                TimeZone = jurisdiction == "CN" ? "Asia/Shanghai" : "Europe/Berlin",
            },
            null,
            CancellationToken.None);

    public string Token(string agency, Roles roles)
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(_data.FullName, EmbeddedIssuer.KeyFile));
        return key.CreateToken(AgencyId.Parse(agency), roles, TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow());
    }

    /// <summary>A client of the agency with these roles.</summary>
    public HttpClient As(string agency, Roles roles, string? purpose = null)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(agency, roles));
        if (purpose is not null)
        {
            client.DefaultRequestHeaders.Add("InfoShare-Purpose", purpose);
        }

        return client;
    }

    public HttpClient Anonymous() => new() { BaseAddress = new Uri(Address, "/api/v1/") };

    /// <summary>Publishes and waits until it is visible; the record's id.</summary>
    public async Task<string> PublishAsync(string agency, string route, JsonObject record)
    {
        using var client = As(agency, route == "alerts" ? Roles.Feed : Roles.Publisher);
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = Json(record) };
        request.Headers.Add("Prefer", "wait=10");
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {answer}");
        Assert.True(response.Headers.Contains("Preference-Applied"), "The record did not become visible in time.");
        return JsonNode.Parse(answer)!["id"]!.GetValue<string>();
    }

    public static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonNode>())!;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
