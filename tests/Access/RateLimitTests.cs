using System.Net;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Access;

public sealed class RateLimitTests
{
    [Fact]
    public async Task An_Agency_That_Has_Used_Its_Allowance_Is_Told_When_To_Come_Back_And_Others_Go_On()
    {
        await using var hub = await StartAsync("Agency");
        using var busy = hub.As("de-market", Roles.Reader);
        for (var request = 0; request < 3; request++)
        {
            using var served = await busy.GetAsync("me");
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        }

        using var sameAgency = hub.As("de-market", Roles.Publisher);
        using var refused = await sameAgency.GetAsync("me");
        await AssertTooManyAsync(refused);
        using var other = hub.As("de-tax", Roles.Reader);
        using var answer = await other.GetAsync("me");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("public/merchants/registration/DE:HRB999001")]
    [InlineData("me")]
    public async Task Those_Without_A_Valid_Token_Share_The_Allowance_Of_Their_Address(string path)
    {
        await using var hub = await StartAsync("Anonymous");
        using var client = hub.Anonymous();
        for (var request = 0; request < 3; request++)
        {
            using var served = await client.GetAsync("me");
            Assert.Equal(HttpStatusCode.Unauthorized, served.StatusCode);
        }

        using var refused = await client.GetAsync(path);
        await AssertTooManyAsync(refused);
        using var member = hub.As("de-market", Roles.Reader);
        using var answer = await member.GetAsync("me");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Azure-ClientIP")]
    public async Task Behind_The_Functions_Host_Each_Address_That_It_Tells_Has_Its_Own_Allowance(string header)
    {
        await using var hub = await StartAsync("Anonymous", behindFunctionsHost: true, header);
        foreach (var address in new[] { "203.0.113.7", "198.51.100.1, 203.0.113.7", "203.0.113.7:51234" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(hub, header, address));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(hub, header, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(hub, header, "203.0.113.8"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(hub, header, "2001:db8::7"));
    }

    [Fact]
    public async Task Standing_Alone_The_Hub_Believes_No_Header_About_Who_Calls()
    {
        await using var hub = await StartAsync("Anonymous");
        for (var request = 1; request <= 3; request++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(hub, "X-Forwarded-For", $"203.0.113.{request}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(hub, "X-Forwarded-For", "203.0.113.9"));
    }

    private static async Task<HttpStatusCode> AskAsync(HubDriver hub, string header, string address)
    {
        using var client = hub.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        request.Headers.Add(header, address);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HubDriver> StartAsync(string whose, bool behindFunctionsHost = false, string header = "X-Forwarded-For")
    {
        // One every thousand seconds would be 0 per second: one per second is the least, and a test's requests take less.
        var settings = new Dictionary<string, string?>
        {
            [$"Access:Rates:{whose}PerSecond"] = "1",
            [$"Access:Rates:{whose}Burst"] = "3",
            ["Access:Rates:AddressHeader"] = header,
        };
        var hub = await HubDriver.StartAsync(settings, behindFunctionsHost: behindFunctionsHost);
        await hub.RegisterAsync("de-market", AgencyKind.MarketRegulator, "DE", Membership.Partner);
        await hub.RegisterAsync("de-tax", AgencyKind.Tax, "DE", Membership.Partner);
        return hub;
    }

    private static async Task AssertTooManyAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("urn:infoshare:problem:too-many-requests", (await HubDriver.ReadAsync(answer))["type"]!.GetValue<string>());
    }
}
