using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Statistics;

public sealed class StatisticsTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartWithAgenciesAsync();
        await _hub.RegisterAsync("other-pay", AgencyKind.PaymentInstitution, "DE", Membership.Partner);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task An_Analyst_Counts_What_It_May_See_And_Nothing_Else()
    {
        await PublishAsync("demo-pay", "A-1", 1, "refund-abuse", "100.50", "2026-07-02", ["DE", "FR"]);
        await PublishAsync("demo-pay", "A-2", 1, "refund-abuse", "200.00", "2026-07-31", ["DE"]);
        await PublishAsync("other-pay", "B-1", 2, "structuring", "5.00", "2026-06-01", []);
        await PublishAsync("other-pay", "B-2", 3, "structuring", "7.00", "2026-06-01", [], """{"tlp":"AMBER","audience":[{"agency":"cn-tax"}]}""");
        var statistics = await GetAsync("cn-customs", Roles.Analyst, "alerts");
        Assert.Equal(3, (int?)statistics["alerts"]);
        Assert.Equal(2, (int?)statistics["merchants"]);
        Assert.Equal("""[{"typology":"refund-abuse","alerts":2,"merchants":1},{"typology":"structuring","alerts":1,"merchants":1}]""", statistics["byTypology"]!.ToJsonString());
        Assert.Equal("""[{"month":"2026-06","alerts":1,"merchants":1},{"month":"2026-07","alerts":2,"merchants":1}]""", statistics["byMonth"]!.ToJsonString());
        Assert.Equal("""[{"country":"DE","alerts":2,"merchants":1},{"country":"FR","alerts":1,"merchants":1}]""", statistics["byCounterpartyCountry"]!.ToJsonString());
        Assert.Equal("""[{"currency":"CNY","alerts":3,"merchants":2,"value":"305.50"}]""", statistics["amounts"]!.ToJsonString());
        Assert.Equal(4, (int?)(await GetAsync("cn-tax", Roles.Analyst, "alerts"))["alerts"]);
        Assert.Equal(
            """[{"typology":"refund-abuse","currency":"CNY","alerts":2,"merchants":1,"value":"300.50"},{"typology":"structuring","currency":"CNY","alerts":1,"merchants":1,"value":"5.00"}]""",
            statistics["amountsByTypology"]!.ToJsonString());
        Assert.Equal("""["2026-06 5.00","2026-07 300.50"]""", new JsonArray([.. statistics["amountsByMonth"]!.AsArray().Select(cell => (JsonNode)$"{cell!["month"]} {cell["value"]}")]).ToJsonString());
        Assert.Equal("""["DE 300.50","FR 100.50"]""", new JsonArray([.. statistics["amountsByCounterpartyCountry"]!.AsArray().Select(cell => (JsonNode)$"{cell!["country"]} {cell["value"]}")]).ToJsonString());
    }

    [Fact]
    public async Task A_Period_Counts_What_Was_Detected_Or_Decided_In_It_And_Is_For_Authorities()
    {
        await PublishAsync("demo-pay", "A-1", 1, "structuring", "1.00", "2026-06-30", []);
        await PublishAsync("demo-pay", "A-2", 1, "structuring", "2.00", "2026-07-01", []);
        await PublishAsync("demo-pay", "A-3", 1, "structuring", "4.00", "2026-07-31", []);
        await PublishAsync("demo-pay", "A-4", 1, "structuring", "8.00", "2026-08-01", []);
        Assert.Equal("6.00", (string?)(await GetAsync("cn-customs", Roles.Analyst, "alerts?from=2026-07-01&until=2026-08-01"))["amounts"]![0]!["value"]);
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-1", identifiers: Identifiers(1), name: "One").With("decidedOn", "2026-07-10"));
        var july = await GetAsync("cn-customs", Roles.Analyst, "sanctions?from=2026-07-01&until=2026-07-11");
        Assert.Equal("""{"sanctions":1,"lowerQuartileDays":10,"medianDays":10,"upperQuartileDays":10}""", july["fromAlertToSanction"]!.ToJsonString());
        Assert.Equal(0, (int?)(await GetAsync("cn-customs", Roles.Analyst, "sanctions?from=2026-07-11"))["sanctions"]);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("demo-pay", Roles.Feed, "alerts?from=2026-07-01"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("cn-customs", Roles.Analyst, "alerts?from=2026-07-01&until=2026-07-01"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("cn-customs", Roles.Analyst, "alerts?from=July"));
        Assert.Null((await GetAsync("demo-pay", Roles.Feed, "alerts"))["amountsByTypology"]);
    }

    [Fact]
    public async Task Precision_Is_Of_The_Newest_Answers_That_The_Caller_May_See()
    {
        var alerts = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            alerts.Add(await PublishAsync("demo-pay", $"A-{number}", number, "structuring", "1.00", "2026-07-02", []));
        }

        await AnswerAsync("cn-customs", alerts[0], "false-positive");
        foreach (var alert in alerts[..3])
        {
            await AnswerAsync("cn-customs", alert, "confirmed");
        }

        foreach (var alert in alerts[3..])
        {
            await AnswerAsync("cn-tax", alert, "false-positive");
        }

        var own = Assert.Single((await GetAsync("demo-pay", Roles.Feed, "alerts"))["precision"]!.AsArray())!;
        Assert.Equal(("demo-pay", "structuring", 6, 0.5), ((string?)own["publisher"], (string?)own["typology"], (int?)own["alerts"], (double?)own["precision"]));
        var customs = Assert.Single((await GetAsync("cn-customs", Roles.Analyst, "alerts"))["precision"]!.AsArray())!;
        Assert.Equal(1, (double?)customs["precision"]);
        Assert.Equal("""[{"answer":"confirmed","alerts":3,"merchants":3},{"answer":"unanswered","alerts":3,"merchants":3}]""", customs["answers"]!.ToJsonString());
        var market = Assert.Single((await GetAsync("cn-market", Roles.Analyst, "alerts"))["precision"]!.AsArray())!;
        Assert.Null(market["precision"]);
    }

    [Fact]
    public async Task An_Institution_Counts_Its_Own_Alerts_And_Is_Shown_No_Cell_Of_Fewer_Than_Three_Merchants()
    {
        for (var number = 0; number < 4; number++)
        {
            await PublishAsync("demo-pay", $"A-{number}", number, "structuring", "1.00", "2026-07-02", []);
        }

        for (var number = 0; number < 5; number++)
        {
            await PublishAsync("demo-pay", $"R-{number}", 100 + number, "refund-abuse", "1.00", "2026-07-02", []);
        }

        await PublishAsync("demo-pay", "M-1", 200, "mule-accounts", "1.00", "2026-07-02", []);
        await PublishAsync("other-pay", "B-1", 300, "volume-spike", "1.00", "2026-07-02", []);
        var statistics = await GetAsync("demo-pay", Roles.Feed, "alerts");
        Assert.Equal(10, (int?)statistics["alerts"]);
        Assert.Equal(
            """[{"typology":"mule-accounts","suppressed":true},{"typology":"refund-abuse","alerts":5,"merchants":5},{"typology":"structuring","suppressed":true}]""",
            statistics["byTypology"]!.ToJsonString());
        Assert.Equal(["mule-accounts", "structuring"], statistics["precision"]!.AsArray().Where(precision => precision!["suppressed"] is not null).Select(precision => (string)precision!["typology"]!));
        Assert.All(statistics["precision"]!.AsArray().Where(precision => precision!["suppressed"] is not null), precision => Assert.Null(precision!["answers"]));
        var few = await GetAsync("other-pay", Roles.Feed, "alerts");
        Assert.True((bool?)few["suppressed"]);
        Assert.Null(few["alerts"]);
    }

    [Fact]
    public async Task Sanctions_Are_Counted_By_Measure_And_Category_And_Their_Time_From_The_First_Alert()
    {
        await PublishAsync("demo-pay", "A-1", 1, "structuring", "1.00", "2026-07-02", []);
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-1", identifiers: Identifiers(1), name: "One").With("decidedOn", "2026-07-02"));
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-2", identifiers: Identifiers(2), name: "Two")
            .With("measures", new JsonArray(new JsonObject { ["kind"] = "warning" }, new JsonObject { ["kind"] = "recall" })));
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-3", """{"tlp":"AMBER","audience":[{"agency":"cn-tax"}]}""", Identifiers(3), "Three"));
        var statistics = await GetAsync("de-market", Roles.Analyst, "sanctions");
        Assert.Equal(2, (int?)statistics["sanctions"]);
        Assert.Equal("""[{"measure":"recall","sanctions":1,"merchants":1},{"measure":"warning","sanctions":2,"merchants":2}]""", statistics["byMeasure"]!.ToJsonString());
        Assert.Equal("""[{"category":"non-delivery","sanctions":2,"merchants":2}]""", statistics["byCategory"]!.ToJsonString());
        Assert.Equal("""{"sanctions":1,"lowerQuartileDays":0,"medianDays":0,"upperQuartileDays":0}""", statistics["fromAlertToSanction"]!.ToJsonString());
    }

    [Fact]
    public async Task A_Retracted_Alert_And_Its_Amounts_Are_No_Longer_Counted()
    {
        var alert = await PublishAsync("demo-pay", "A-1", 1, "structuring", "1.00", "2026-07-02", ["DE"]);
        using var bank = _hub.As("demo-pay", Roles.Feed);
        using var retraction = new HttpRequestMessage(HttpMethod.Post, $"records/{alert}/retract") { Content = HubDriver.Json(new JsonObject { ["reason"] = "A mistake." }) };
        retraction.Headers.IfMatch.Add(new("\"1\""));
        retraction.Headers.Add("Prefer", "wait=10");
        using var retracted = await bank.SendAsync(retraction);
        Assert.Equal(HttpStatusCode.OK, retracted.StatusCode);
        var statistics = await GetAsync("cn-customs", Roles.Analyst, "alerts");
        Assert.Equal(0, (int?)statistics["alerts"]);
        Assert.Empty(statistics["amounts"]!.AsArray());
    }

    private static string Identifiers(int merchant) => $$"""[{"scheme":"registration","value":"DE:HRB{{merchant + 5000}}"}]""";

    private Task<string> PublishAsync(
        string agency, string reference, int merchant, string typology, string amount, string detectedOn, string[] countries, string label = """{"tlp":"GREEN"}""")
    {
        var alert = Invented.Alert(reference, label, Identifiers(merchant)).With("typology", typology).With("detectedAt", $"{detectedOn}T23:00:00Z");
        alert["merchant"]!["names"]![0]!["text"] = $"Merchant {merchant}";
        alert["totals"]!["amounts"]![0]!["value"] = amount;
        return _hub.PublishAsync(agency, "alerts", countries.Length == 0 ? alert : alert.With("counterpartyCountries", new JsonArray([.. countries.Select(country => JsonValue.Create(country))])));
    }

    private async Task AnswerAsync(string agency, string alert, string answer)
    {
        using var client = _hub.As(agency, Roles.Reader);
        using var content = HubDriver.Json(new JsonObject { ["answer"] = answer });
        using var response = await client.PostAsync($"alerts/{alert}/dispositions", content);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private async Task<HttpStatusCode> StatusAsync(string agency, Roles roles, string what)
    {
        using var client = _hub.As(agency, roles);
        using var response = await client.GetAsync($"statistics/{what}");
        return response.StatusCode;
    }

    private async Task<JsonNode> GetAsync(string agency, Roles roles, string what)
    {
        using var client = _hub.As(agency, roles);
        using var response = await client.GetAsync($"statistics/{what}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await HubDriver.ReadAsync(response);
    }
}
