using System.Net;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Merchants;

public sealed class RecordFilterTests
{
    [Fact]
    public async Task A_Filter_That_No_Record_Could_Match_Is_Refused_By_Name()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var client = hub.As("cn-market", Roles.Reader);
        foreach (var (query, parameter, code) in new[]
        {
            ("category=zz", "category", "unknown-code"),
            ("kind=zz", "kind", "unknown-code"),
            ("status=zz", "status", "unknown-code"),
            ("merchantCountry=ZZ", "merchantCountry", "invalid-country"),
            ("decidedFrom=2026-02-01&decidedTo=2026-01-31", "decidedTo", "wrong-order"),
        })
        {
            using var answer = await client.GetAsync($"records?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var error = Assert.Single((await HubDriver.ReadAsync(answer))["errors"]!.AsArray())!;
            Assert.Equal((parameter, code), (error["pointer"]!.GetValue<string>(), error["code"]!.GetValue<string>()));
        }

        using var right = await client.GetAsync("records?category=counterfeit&decidedFrom=2026-02-01&decidedTo=2026-02-01");
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }
}
