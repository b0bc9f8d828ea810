using System.Net;
using System.Net.Http.Headers;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Access;

/// <summary>A gateway sends the requests of many callers over one connection; each is judged by its own token.</summary>
public sealed class OneConnectionTests
{
    [Fact]
    public async Task Every_Request_On_A_Connection_Is_Its_Own_Tokens()
    {
        await using var hub = await HubDriver.StartAsync();
        await hub.RegisterAsync("cn-customs", AgencyKind.Customs, "CN", Membership.Home);
        await hub.RegisterAsync("de-market", AgencyKind.MarketRegulator, "DE", Membership.Partner);
        var connections = 0;
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        handler.PlaintextStreamFilter = (context, _) =>
        {
            connections++;
            return ValueTask.FromResult(context.PlaintextStream);
        };
        using var gateway = new HttpClient(handler) { BaseAddress = new Uri(hub.Address, "/api/v1/") };
        var (customs, market) = (hub.Token("cn-customs", Roles.Reader), hub.Token("de-market", Roles.Reader));
        foreach (var (token, agency) in new[] { (customs, "cn-customs"), (customs, "cn-customs"), (market, "de-market"), (customs, "cn-customs") })
        {
            Assert.Equal((HttpStatusCode.OK, agency), await MeAsync(gateway, token));
        }

        Assert.Equal((HttpStatusCode.Unauthorized, null), await MeAsync(gateway, customs[..^9] + (customs[^9] == 'A' ? 'B' : 'A') + customs[^8..]));
        Assert.Equal((HttpStatusCode.Unauthorized, null), await MeAsync(gateway, null));
        Assert.Equal((HttpStatusCode.OK, "de-market"), await MeAsync(gateway, market));
        Assert.Equal(1, connections);
    }

    private static async Task<(HttpStatusCode Status, string? Agency)> MeAsync(HttpClient gateway, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await gateway.SendAsync(request);
        var body = await HubDriver.ReadAsync(response);
        return (response.StatusCode, body["agency"]?["id"]?.GetValue<string>());
    }
}
