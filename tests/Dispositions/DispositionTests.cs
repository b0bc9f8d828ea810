using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Dispositions;

public sealed class DispositionTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task The_Newest_Answer_Of_An_Authority_Counts_And_Earlier_Ones_Stay()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-1"));
        using var customs = _hub.As("cn-customs", Roles.Reader);
        Assert.Equal(HttpStatusCode.Created, await AnswerAsync(customs, alert, "investigating"));
        Assert.Equal(HttpStatusCode.Created, await AnswerAsync(customs, alert, "confirmed", "No parcel was ever handed over."));
        Assert.Equal(HttpStatusCode.OK, await AnswerAsync(customs, alert, "confirmed", "No parcel was ever handed over."));
        using var bank = _hub.As("demo-pay", Roles.Feed);
        var items = await ListAsync(bank, alert);
        Assert.Equal(["investigating false", "confirmed true"], items.Select(item => $"{item!["answer"]} {item["current"]}"));
        Assert.Equal("No parcel was ever handed over.", (string?)items[1]!["note"]);
        Assert.Equal("cn-customs", (string?)items[1]!["agency"]);
    }

    [Fact]
    public async Task The_Institution_Sees_Every_Answer_An_Authority_Its_Own_And_Nobody_Else_Any()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-2"));
        foreach (var (agency, answer) in new[] { ("cn-customs", "confirmed"), ("de-market", "false-positive") })
        {
            using var authority = _hub.As(agency, Roles.Reader);
            Assert.Equal(HttpStatusCode.Created, await AnswerAsync(authority, alert, answer));
        }

        Assert.Equal(["cn-customs", "de-market"], await AgenciesSeenByAsync("demo-pay", Roles.Feed, alert));
        Assert.Equal(["cn-customs"], await AgenciesSeenByAsync("cn-customs", Roles.Reader, alert));
        Assert.Equal(["de-market"], await AgenciesSeenByAsync("de-market", Roles.Analyst, alert));
        Assert.Empty(await AgenciesSeenByAsync("cn-tax", Roles.Reader, alert));
        Assert.Empty(await AgenciesSeenByAsync("demo-platform", Roles.Reader, alert));
    }

    [Fact]
    public async Task An_Institution_Follows_The_Answers_To_All_Its_Alerts_By_A_Cursor()
    {
        using var bank = _hub.As("demo-pay", Roles.Feed);
        var (first, second) = (await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("F-1")), await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("F-2")));
        var (items, next) = await FollowAsync(bank, null);
        Assert.Empty(items);
        using var customs = _hub.As("cn-customs", Roles.Reader);
        using var market = _hub.As("de-market", Roles.Reader);
        await AnswerAsync(customs, second, "investigating");
        await AnswerAsync(market, first, "false-positive");
        (items, next) = await FollowAsync(bank, next);
        Assert.Equal([$"{second} investigating", $"{first} false-positive"], items.Select(item => $"{item!["alert"]} {item["answer"]}"));
        await AnswerAsync(customs, second, "confirmed", "No parcel was ever handed over.");
        (items, next) = await FollowAsync(bank, next);
        Assert.Equal("No parcel was ever handed over.", (string?)Assert.Single(items)!["note"]);
        Assert.Empty((await FollowAsync(bank, next)).Items);
        Assert.Equal(3, (await FollowAsync(bank, null)).Items.Count);
        Assert.Empty((await FollowAsync(customs, null)).Items);
        using var other = await customs.GetAsync($"dispositions?after={next}");
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Answers_That_Are_Given_At_Once_Come_Each_Once_Whoever_Gives_Them()
    {
        var alerts = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            alerts.Add(await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert($"P-{number}")));
        }

        await Task.WhenAll(new[] { "cn-customs", "cn-tax", "de-market", "cn-market" }.Select(async agency =>
        {
            using var authority = _hub.As(agency, Roles.Reader);
            foreach (var alert in alerts)
            {
                Assert.Equal(HttpStatusCode.Created, await AnswerAsync(authority, alert, "confirmed"));
            }
        }));
        using var bank = _hub.As("demo-pay", Roles.Feed);
        var seen = new List<string>();
        for (string? next = null; ;)
        {
            (var items, next) = await FollowAsync(bank, next, 5);
            if (items.Count == 0)
            {
                break;
            }

            seen.AddRange(items.Select(item => $"{item!["alert"]} {item["agency"]}"));
        }

        Assert.Equal(24, seen.Count);
        Assert.Equal(24, seen.Distinct().Count());
    }

    [Fact]
    public async Task Who_May_Not_See_The_Alert_Finds_Nothing_Whatever_It_May_Do()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-3", """{"tlp":"AMBER","audience":[{"agency":"cn-customs"}]}"""));
        using var other = _hub.As("cn-tax", Roles.Reader);
        Assert.Equal(HttpStatusCode.NotFound, await AnswerAsync(other, alert, "confirmed"));
        using var hidden = await other.GetAsync($"alerts/{alert}/dispositions");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var named = _hub.As("cn-customs", Roles.Reader);
        Assert.Equal(HttpStatusCode.Created, await AnswerAsync(named, alert, "confirmed"));
        var sanction = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-1"));
        Assert.Equal(HttpStatusCode.NotFound, await AnswerAsync(named, sanction, "confirmed"));
        Assert.Equal(HttpStatusCode.NotFound, await AnswerAsync(named, "none", "confirmed"));
    }

    [Fact]
    public async Task An_Authority_That_Loses_Sight_Of_The_Alert_Loses_Sight_Of_Its_Answers()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-4"));
        using var customs = _hub.As("cn-customs", Roles.Reader);
        Assert.Equal(HttpStatusCode.Created, await AnswerAsync(customs, alert, "confirmed"));
        using var bank = _hub.As("demo-pay", Roles.Feed);
        using var correction = new HttpRequestMessage(HttpMethod.Put, $"records/{alert}")
        {
            Content = HubDriver.Json(Invented.Alert("A-4", """{"tlp":"AMBER","audience":[{"agency":"cn-tax"}]}""").With("change", new JsonObject { ["reason"] = "Too wide." })),
        };
        correction.Headers.IfMatch.Add(new("\"1\""));
        using var narrowed = await bank.SendAsync(correction);
        Assert.Equal(HttpStatusCode.OK, narrowed.StatusCode);
        using var gone = await customs.GetAsync($"alerts/{alert}/dispositions");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Single(await ListAsync(bank, alert));
    }

    [Fact]
    public async Task A_Red_Alert_Is_Answered_By_The_Case_Officers_It_Names_With_A_Purpose()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-5", """{"tlp":"RED","audience":[{"agency":"cn-customs"}]}"""));
        using var reader = _hub.As("cn-customs", Roles.Reader, "investigation");
        Assert.Equal(HttpStatusCode.NotFound, await AnswerAsync(reader, alert, "confirmed"));
        using var officer = _hub.As("cn-customs", Roles.CaseOfficer, "investigation");
        Assert.Equal(HttpStatusCode.Created, await AnswerAsync(officer, alert, "confirmed"));
    }

    [Fact]
    public async Task Only_Authorities_Answer_And_Nobody_Its_Own()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-6"));
        foreach (var agency in new[] { "demo-platform", "demo-pay" })
        {
            using var client = _hub.As(agency, Roles.Reader);
            Assert.Equal(HttpStatusCode.Forbidden, await AnswerAsync(client, alert, "confirmed"));
        }

        using var finance = _hub.As("cn-finance", Roles.Publisher | Roles.Reader);
        using var published = await finance.PostAsync("alerts", HubDriver.Json(Invented.Alert("F-1")));
        var own = (await HubDriver.ReadAsync(published))["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.Forbidden, await AnswerAsync(finance, own, "no-action"));
    }

    [Fact]
    public async Task A_Retracted_Alert_Is_Not_Answered()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-7"));
        using var bank = _hub.As("demo-pay", Roles.Feed);
        using var retraction = new HttpRequestMessage(HttpMethod.Post, $"records/{alert}/retract") { Content = HubDriver.Json(new JsonObject { ["reason"] = "A mistake." }) };
        retraction.Headers.IfMatch.Add(new("\"1\""));
        using var retracted = await bank.SendAsync(retraction);
        Assert.Equal(HttpStatusCode.OK, retracted.StatusCode);
        using var customs = _hub.As("cn-customs", Roles.Reader);
        Assert.Equal(HttpStatusCode.Conflict, await AnswerAsync(customs, alert, "confirmed"));
    }

    [Theory]
    [InlineData("""{}""", "/answer")]
    [InlineData("""{"answer":"maybe"}""", "/answer")]
    [InlineData("""{"answer":"confirmed","note":""}""", "/note")]
    [InlineData("""{"answer":"confirmed","note":"Card 4111111111111111."}""", "/note")]
    [InlineData("""{"answer":"confirmed","verdict":1}""", "/verdict")]
    public async Task What_Is_Wrong_Is_Told_With_Its_Place(string body, string pointer)
    {
        using var customs = _hub.As("cn-customs", Roles.Reader);
        using var content = HubDriver.Json(JsonNode.Parse(body)!);
        using var answer = await customs.PostAsync("alerts/none/dispositions", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"pointer\":\"{pointer}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_Given_At_Once_Are_All_Kept()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-8"));
        string[] agencies = ["cn-customs", "cn-market", "cn-tax", "de-market"];
        var statuses = await Task.WhenAll(agencies.Select(async agency =>
        {
            using var authority = _hub.As(agency, Roles.Reader);
            return await AnswerAsync(authority, alert, "confirmed", agency);
        }));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Created, status));
        Assert.Equal(agencies, (await AgenciesSeenByAsync("demo-pay", Roles.Feed, alert)).Order(StringComparer.Ordinal));
    }

    private static async Task<HttpStatusCode> AnswerAsync(HttpClient client, string alert, string answer, string? note = null)
    {
        var body = new JsonObject { ["answer"] = answer };
        if (note is not null)
        {
            body["note"] = note;
        }

        using var content = HubDriver.Json(body);
        using var response = await client.PostAsync($"alerts/{alert}/dispositions", content);
        return response.StatusCode;
    }

    private static async Task<JsonArray> ListAsync(HttpClient client, string alert)
    {
        using var response = await client.GetAsync($"alerts/{alert}/dispositions");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await HubDriver.ReadAsync(response))["items"]!.AsArray();
    }

    private async Task<IReadOnlyList<string>> AgenciesSeenByAsync(string agency, Roles roles, string alert)
    {
        using var client = _hub.As(agency, roles);
        return [.. (await ListAsync(client, alert)).Select(item => (string)item!["agency"]!)];
    }

    private static async Task<(JsonArray Items, string Next)> FollowAsync(HttpClient client, string? after, int limit = 50)
    {
        using var answer = await client.GetAsync($"dispositions?limit={limit}{(after is null ? "" : $"&after={after}")}");
        var page = await HubDriver.ReadAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, page.ToJsonString());
        return (page["items"]!.AsArray(), (string)page["next"]!);
    }
}
