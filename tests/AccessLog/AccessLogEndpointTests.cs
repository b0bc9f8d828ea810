using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.AccessLog;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.AccessLog;

public class AccessLogEndpointTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    private static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync(await SettingsAsync());

    /// <summary>Of the hub that is asked: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [StoreFact]
    public async Task An_Auditor_Reads_Who_Asked_What_For_Whom_And_Why_And_What_Was_Shown()
    {
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-1"));
        using var officer = _hub.As("de-market", Roles.CaseOfficer, "investigation; case=\"2026-114\"");
        officer.DefaultRequestHeaders.Add("InfoShare-On-Behalf-Of", "j.tan");
        using var found = await officer.GetAsync("merchants/registration/DE:HRB999001");
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);

        var entry = (await EntriesAsync()).Single(item => Text(item, "agency") == "de-market");
        Assert.Equal("j.tan", Text(entry, "person"));
        Assert.Equal("investigation", Text(entry, "purpose"));
        Assert.Equal("2026-114", Text(entry, "case"));
        Assert.Equal("case-officer", entry["roles"]!.AsArray().Single()!.GetValue<string>());
        Assert.Equal("getMerchant", Text(entry, "route"));
        Assert.Equal("identifier", Text(entry, "asked"));
        Assert.Equal(1, entry["shown"]!.GetValue<int>());
        Assert.Equal($$"""[{"publisher":"cn-customs","id":"{{id}}"}]""", entry["records"]!.ToJsonString());
        Assert.DoesNotContain("HRB999001", entry.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(entry["hashes"]!.AsArray());
    }

    [StoreFact]
    public async Task An_Auditor_Reads_What_Was_Written_And_Which_Hidden_Record_Somebody_Tries()
    {
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-1", """{"tlp":"RED","audience":[{"agency":"cn-tax"}]}"""));
        using var reader = _hub.As("de-market", Roles.Reader);
        using var hidden = await reader.GetAsync($"records/{id}");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var administrator = _hub.As("hub-operator", Roles.Administrator);
        using var agency = await administrator.PutAsync("agencies/de-bank", JsonContent.Create(new JsonObject
        {
            ["name"] = "Invented bank",
            ["kind"] = "payment-institution",
            ["jurisdiction"] = "DE",
            ["groups"] = new JsonArray(),
        }));
        Assert.Equal(HttpStatusCode.Created, agency.StatusCode);

        var entries = await EntriesAsync();
        Assert.Contains(entries, item => Text(item, "agency") == "cn-customs" && Text(item, "route") == "publishSanction" && Text(item, "target") == id);
        Assert.Contains(entries, item => Text(item, "agency") == "de-market" && Status(item) == 404 && Text(item, "target") == id);
        Assert.Contains(entries, item => Text(item, "agency") == "hub-operator" && Text(item, "route") == "putAgency" && Text(item, "target") == "de-bank");
    }

    [StoreFact]
    public async Task Refusals_Are_Logged_And_So_Is_Reading_The_Log()
    {
        using var reader = _hub.As("de-market", Roles.Reader);
        using var refused = await reader.GetAsync("metrics");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var anonymous = _hub.Anonymous();
        using var unknown = await anonymous.GetAsync("me");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        await EntriesAsync();
        var entries = await EntriesAsync();
        Assert.Contains(entries, item => Text(item, "agency") == "de-market" && Status(item) == 403);
        Assert.Contains(entries, item => item["agency"] is null && Status(item) == 401);
        Assert.Contains(entries, item => Text(item, "agency") == "cn-court" && Text(item, "asked") == "access-log" && Text(item, "route") == "listAccessLog");
    }

    [StoreFact]
    public async Task Pages_Give_Every_Entry_Once_And_In_Order_While_Others_Ask()
    {
        using var reader = _hub.As("de-market", Roles.Reader);
        using var other = _hub.As("cn-tax", Roles.Reader);
        for (var number = 0; number < 20; number++)
        {
            using var first = await reader.GetAsync($"merchants/registration/DE:HRB{number}");
            using var second = await other.GetAsync($"merchants/registration/DE:HRB{number}");
        }

        using var auditor = _hub.As("cn-court", Roles.Auditor);
        var (seen, cursor) = (new List<JsonNode>(), "");
        do
        {
            using var answer = await auditor.GetAsync($"access-log?limit=7{cursor}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var page = await HubDriver.ReadAsync(answer);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!.DeepClone()));
            cursor = page["next"] is { } next ? $"&cursor={next.GetValue<string>()}" : "";
            using var between = await reader.GetAsync("merchants/registration/DE:HRB777");
        }
        while (cursor.Length > 0 && seen.Count < 200);

        var asked = seen.Where(item => Text(item, "route") == "getMerchant").Select(item => $"{Text(item, "agency")} {Text(item, "at")}").ToList();
        Assert.Equal(asked.Count, asked.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(20, asked.Count(line => line.StartsWith("cn-tax ", StringComparison.Ordinal)));
        Assert.True(asked.Count >= 40);
        var times = seen.Select(item => DateTimeOffset.Parse(Text(item, "at")!, CultureInfo.InvariantCulture)).ToList();
        Assert.True(times.Zip(times.Skip(1)).All(pair => pair.Second > pair.First - TimeSpan.FromSeconds(1)), "Not in the order of time.");
    }

    [StoreFact]
    public async Task An_Authority_Reads_Counts_On_Its_Own_Records_And_No_More()
    {
        var mine = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-1"));
        var others = await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("S-2"));
        foreach (var agency in new[] { "de-market", "de-market", "cn-tax", "cn-customs" })
        {
            using var reader = _hub.As(agency, Roles.CaseOfficer, "investigation; case=\"secret-case\"");
            reader.DefaultRequestHeaders.Add("InfoShare-On-Behalf-Of", "j.tan");
            using var read = await reader.GetAsync($"records/{mine}");
            using var unrelated = await reader.GetAsync($"records/{others}");
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }

        await ProjectAsync();
        using var publisher = _hub.As("cn-customs", Roles.Publisher);
        using var answer = await publisher.GetAsync("access-log");
        var body = await answer.Content.ReadAsStringAsync();
        var items = JsonNode.Parse(body)!["items"]!.AsArray();
        Assert.Equal(
            [$"{Today} {mine} cn-tax 1", $"{Today} {mine} de-market 2"],
            items.Select(item => $"{Text(item!, "day")} {Text(item!, "record")} {Text(item!, "agency")} {item!["count"]}").Order(StringComparer.Ordinal));
        Assert.All(items, item => Assert.Equal(4, item!.AsObject().Count));
        Assert.DoesNotContain("j.tan", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-case", body, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task Counts_Come_In_Pages_That_Neither_Lose_Nor_Repeat()
    {
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add(await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction($"S-{number}")));
        }

        foreach (var agency in new[] { "de-market", "cn-tax" })
        {
            using var reader = _hub.As(agency, Roles.Reader);
            using var read = await reader.GetAsync("merchants/registration/DE:HRB999001");
        }

        await ProjectAsync();
        using var publisher = _hub.As("cn-customs", Roles.Reader);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            using var answer = await publisher.GetAsync($"access-log?limit=3{cursor}");
            var page = await HubDriver.ReadAsync(answer);
            Assert.InRange(page["items"]!.AsArray().Count, 1, 3);
            seen.AddRange(page["items"]!.AsArray().Select(item => $"{Text(item!, "record")} {Text(item!, "agency")}"));
            cursor = page["next"] is { } next ? $"&cursor={next.GetValue<string>()}" : "";
        }
        while (cursor.Length > 0 && seen.Count < 50);
        Assert.Equal(ids.SelectMany(id => new[] { $"{id} cn-tax", $"{id} de-market" }).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [StoreTheory]
    [InlineData("demo-platform", Roles.Publisher | Roles.Reader)]
    [InlineData("demo-pay", Roles.Reader)]
    [InlineData("demo-pay", Roles.Feed)]
    [InlineData("hub-operator", Roles.Administrator)]
    public async Task Platforms_Institutions_And_Administrators_Read_Nothing_Of_It(string agency, Roles roles)
    {
        using var client = _hub.As(agency, roles);
        using var answer = await client.GetAsync("access-log");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [StoreTheory]
    [InlineData("from=2026-02-30", "invalid-date")]
    [InlineData("to=yesterday", "invalid-date")]
    [InlineData("from=2026-02-02&to=2026-02-01", "wrong-order")]
    [InlineData("from=2026-01-01&to=2026-02-01", "out-of-range")]
    [InlineData("limit=0", "out-of-range")]
    [InlineData("limit=501", "out-of-range")]
    [InlineData("cursor=AAAA", "invalid-cursor")]
    [InlineData("person=j.tan", "unknown-parameter")]
    public async Task What_Cannot_Be_Meant_Is_Refused(string query, string code)
    {
        using var auditor = _hub.As("cn-court", Roles.Auditor);
        using var answer = await auditor.GetAsync($"access-log?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{code}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_Cursor_Is_Good_For_Its_Own_Days_And_Agency_Alone()
    {
        using var auditor = _hub.As("cn-court", Roles.Auditor);
        using var before = await auditor.GetAsync("access-log");
        using var again = await auditor.GetAsync("access-log");
        using var first = await auditor.GetAsync("access-log?limit=1");
        var cursor = (await HubDriver.ReadAsync(first))["next"]!.GetValue<string>();
        using var otherDays = await auditor.GetAsync($"access-log?limit=1&from=2026-01-01&to=2026-01-02&cursor={cursor}");
        Assert.Equal(HttpStatusCode.BadRequest, otherDays.StatusCode);
        using var otherAuditor = _hub.As("cn-tax", Roles.Auditor);
        using var stolen = await otherAuditor.GetAsync($"access-log?limit=1&cursor={cursor}");
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        using var otherRole = _hub.As("cn-court", Roles.Reader);
        using var counts = await otherRole.GetAsync($"access-log?limit=1&cursor={cursor}");
        Assert.Equal(HttpStatusCode.Gone, counts.StatusCode);
    }

    private static string? Text(JsonNode item, string member) => item[member]?.GetValue<string>();

    private static int Status(JsonNode item) => item["status"]!.GetValue<int>();

    private async Task<List<JsonNode>> EntriesAsync()
    {
        using var auditor = _hub.As("cn-court", Roles.Auditor);
        using var answer = await auditor.GetAsync("access-log?limit=500");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await HubDriver.ReadAsync(answer))["items"]!.AsArray().Select(item => item!)];
    }

    private async Task ProjectAsync()
    {
        await _hub.Services.GetRequiredService<AccessLogWriter>().FlushAsync(CancellationToken.None);
        await _hub.Services.GetRequiredService<AccessLogProjection>().RunAsync(CancellationToken.None);
    }
}
