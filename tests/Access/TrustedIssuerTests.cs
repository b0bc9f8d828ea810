using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Access;

/// <summary>Tokens of issuers that are not the hub's own: clients are registered at an agency over HTTP, and hold what both sides grant.</summary>
public sealed class TrustedIssuerTests : IAsyncLifetime
{
    private const string Partner = "https://id.partner.example/";
    private const string Audience = "api://infoshare";
    private const string Tenant = "11111111-2222-4333-8444-555555555555";

    private LoopbackIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await LoopbackIssuer.StartAsync();

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task A_Client_Holds_The_Roles_That_Its_Token_Carries_And_The_Registry_Grants(string algorithm)
    {
        await using var hub = await StartAsync("JwksUri", "keys");
        await RegisterAsync(hub, Partner, """ "clientId": "app-7" """, """["reader","publisher"]""");
        var me = await MeAsync(hub, _issuer.Token(algorithm, Claims("app-7", "reader", "case-officer", "administrator", "their-own-role")));
        Assert.Equal("de-market", me["agency"]!["id"]!.GetValue<string>());
        Assert.Equal("""["reader"]""", me["roles"]!.ToJsonString());
        Assert.Equal("app-7", me["client"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metadata_May_Name_The_Keys_And_They_Are_Fetched_Once()
    {
        await using var hub = await StartAsync("MetadataAddress", ".well-known/openid-configuration");
        await RegisterAsync(hub, Partner, """ "subject": "s-1" """, """["reader"]""");
        for (var request = 0; request < 3; request++)
        {
            var claims = Claims("", "reader");
            claims["sub"] = "s-1";
            claims["jti"] = $"{request}";
            Assert.Equal("""["reader"]""", (await MeAsync(hub, _issuer.Token("RS256", claims)))["roles"]!.ToJsonString());
        }

        Assert.Equal(2, _issuer.Asked);
    }

    [Fact]
    public async Task Made_Up_Keys_Clients_And_Agencies_Are_Refused_And_Do_Not_Flood_The_Issuer()
    {
        await using var hub = await StartAsync("JwksUri", "keys");
        await RegisterAsync(hub, Partner, """ "clientId": "app-7" """, """["reader"]""");
        using var client = hub.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, _issuer.Token("RS256", Claims("app-8", "reader"))));
        var claimsAgency = Claims("app-8", "reader");
        claimsAgency["sub"] = "de-market";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, _issuer.Token("RS256", claimsAgency)));
        var otherAudience = Claims("app-7", "reader");
        otherAudience["aud"] = "api://another";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, _issuer.Token("ES256", otherAudience)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, _issuer.Token("PS256", Claims("app-7", "reader"))));
        for (var number = 0; number < 20; number++)
        {
            var header = new JsonObject { ["alg"] = "RS256", ["kid"] = number % 2 == 0 ? $"made-up-{number}" : "symmetric" };
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, Jws.Make(header, Claims("app-7", "reader"), _ => new byte[256])));
        }

        Assert.Equal(1, _issuer.Asked);
    }

    [Fact]
    public async Task A_Withdrawn_Role_Is_Gone_At_The_Next_Request_Of_The_Same_Token()
    {
        await using var hub = await StartAsync("JwksUri", "keys");
        await RegisterAsync(hub, Partner, """ "clientId": "app-7" """, """["reader","analyst"]""");
        var token = _issuer.Token("RS256", Claims("app-7", "reader", "analyst"));
        Assert.Equal("""["reader","analyst"]""", (await MeAsync(hub, token))["roles"]!.ToJsonString());
        await RegisterAsync(hub, Partner, """ "clientId": "app-7" """, """["reader"]""", "\"1\"");
        Assert.Equal("""["reader"]""", (await MeAsync(hub, token))["roles"]!.ToJsonString());
    }

    [Fact]
    public async Task An_Issuer_That_Cannot_Be_Reached_Makes_503_And_Not_401()
    {
        await using var hub = await HubDriver.StartAsync(Settings("JwksUri", "http://127.0.0.1:9/keys"));
        using var client = hub.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        request.Headers.Authorization = new("Bearer", _issuer.Token("RS256", Claims("app-7", "reader")));
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_Section_AzureAd_Trusts_Both_Versions_Of_Entras_Tokens()
    {
        await using var hub = await HubDriver.StartAsync(new Dictionary<string, string?>
        {
            ["AzureAd:Instance"] = _issuer.Address.ToString(),
            ["AzureAd:TenantId"] = Tenant,
            ["AzureAd:ClientId"] = "app-of-the-hub",
        });
        var second = $"{_issuer.Address}{Tenant}/v2.0";
        var first = $"https://sts.windows.net/{Tenant}/";
        await RegisterAsync(hub, second, """ "clientId": "app-7" """, """["reader"]""", null, $$""", {"issuer":"{{first}}","clientId":"app-7","roles":["publisher"]}""");
        var ofSecond = Claims("", "reader", "publisher");
        (ofSecond["iss"], ofSecond["aud"], ofSecond["azp"]) = (second, "app-of-the-hub", "app-7");
        Assert.Equal("""["reader"]""", (await MeAsync(hub, _issuer.Token("RS256", ofSecond)))["roles"]!.ToJsonString());
        var ofFirst = Claims("", "reader", "publisher");
        (ofFirst["iss"], ofFirst["aud"], ofFirst["appid"]) = (first, "api://app-of-the-hub", "app-7");
        Assert.Equal("""["publisher"]""", (await MeAsync(hub, _issuer.Token("RS256", ofFirst)))["roles"]!.ToJsonString());
        using var client = hub.Anonymous();
        ofFirst["iss"] = "https://sts.windows.net/99999999-2222-4333-8444-555555555555/";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, _issuer.Token("RS256", ofFirst)));
        ofSecond["aud"] = "another-app";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, _issuer.Token("RS256", ofSecond)));
    }

    /// <summary>Where the hub issues no tokens, somebody must be let in from the configuration, or nobody could register anybody.</summary>
    [Fact]
    public async Task The_Operator_Whom_The_Configuration_Names_Administers_A_Hub_Without_An_Issuer_Of_Its_Own()
    {
        var settings = Settings("JwksUri", new Uri(_issuer.Address, "keys").ToString());
        settings["Access:EmbeddedIssuer"] = "false";
        settings["Access:Operator:Issuer"] = Partner;
        settings["Access:Operator:ClientId"] = "app-operator";
        await using var hub = await HubDriver.StartAsync(settings);
        var me = await MeAsync(hub, _issuer.Token("RS256", Claims("app-operator", "administrator", "reader")));
        Assert.Equal("hub-operator", me["agency"]!["id"]!.GetValue<string>());
        Assert.Equal("""["administrator"]""", me["roles"]!.ToJsonString());
        using var client = hub.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, _issuer.Token("RS256", Claims("app-other", "administrator"))));
    }

    [Fact]
    public async Task The_Operators_Client_Is_Added_Once_And_Its_Roles_Are_Given_Back()
    {
        var store = new AgencyStore(new MemoryTables(), TimeProvider.System);
        AgencyClient named = new(Partner, null, "app-operator", GrantableRoles.Of(AgencyKind.Operator));
        AgencyClient other = new(Partner, null, "app-other", Roles.Auditor);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.EnsureOperatorAsync(named, CancellationToken.None)));
        var registered = (await store.GetAsync(AgencyId.HubOperator, CancellationToken.None))!;
        Assert.Equal([named], registered.Agency.Clients);
        await store.PutAsync(registered.Agency with { Clients = [named with { Roles = Roles.None }, other] }, registered.Revision, CancellationToken.None);
        await store.EnsureOperatorAsync(named, CancellationToken.None);
        registered = (await store.GetAsync(AgencyId.HubOperator, CancellationToken.None))!;
        Assert.Equal([other, named], registered.Agency.Clients);
        await store.EnsureOperatorAsync(named, CancellationToken.None);
        Assert.Equal(registered.Revision, (await store.GetAsync(AgencyId.HubOperator, CancellationToken.None))!.Revision);
    }

    [Theory]
    [InlineData("Access:Operator:Issuer", EmbeddedIssuer.Issuer)]
    [InlineData("Access:Operator:ClientId", "app-operator")]
    [InlineData("Access:Issuers:0:JwksUri", "http://id.partner.example/keys")]
    [InlineData("Access:Issuers:0:Algorithms:0", "HS256")]
    [InlineData("Access:Issuers:0:Algorithms:0", "none")]
    [InlineData("Access:Issuers:0:Issuer", EmbeddedIssuer.Issuer)]
    [InlineData("AzureAd:TenantId", "common")]
    [InlineData("Access:Rates:AgencyBurst", "0")]
    public async Task A_Setting_That_Cannot_Be_Meant_Stops_The_Start(string key, string value)
    {
        var settings = new Dictionary<string, string?>(Settings("JwksUri", new Uri(_issuer.Address, "keys").ToString())) { [key] = value };
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var hub = await HubDriver.StartAsync(settings);
        });
    }

    private static JsonObject Claims(string clientId, params string[] roles)
    {
        var claims = new JsonObject { ["iss"] = Partner, ["aud"] = Audience, ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]) };
        if (clientId.Length > 0)
        {
            claims["azp"] = clientId;
        }

        return claims;
    }

    private static Dictionary<string, string?> Settings(string keys, string address) => new()
    {
        ["Access:Issuers:0:Issuer"] = Partner,
        ["Access:Issuers:0:Audience"] = Audience,
        [$"Access:Issuers:0:{keys}"] = address,
    };

    private Task<HubDriver> StartAsync(string keys, string path) => HubDriver.StartAsync(Settings(keys, new Uri(_issuer.Address, path).ToString()));

    private static async Task RegisterAsync(HubDriver hub, string issuer, string client, string roles, string? ifMatch = null, string moreClients = "")
    {
        using var administrator = hub.As("hub-operator", Roles.Administrator);
        using var put = new HttpRequestMessage(HttpMethod.Put, "agencies/de-market")
        {
            Content = HubDriver.Json(JsonNode.Parse($$"""
                {
                  "name": "Marktaufsicht", "kind": "market-regulator", "jurisdiction": "DE", "membership": "partner", "groups": [],
                  "clients": [{ "issuer": "{{issuer}}", {{client}}, "roles": {{roles}} }{{moreClients}}]
                }
                """)!),
        };
        if (ifMatch is not null)
        {
            put.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
        }

        using var answer = await administrator.SendAsync(put);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode> MeAsync(HubDriver hub, string token)
    {
        using var client = hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync("me");
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await HubDriver.ReadAsync(answer);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
