using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Documents;

/// <summary>What the hub takes and answers is what its document says.</summary>
public sealed class ContractTests : IAsyncLifetime
{
    private const string RedPurpose = "investigation; case=\"2026-114\"";

    private const Roles Everything = Roles.Publisher | Roles.Reader | Roles.CaseOfficer;

    private HubDriver _hub = null!;

    private Specification _document = null!;

    private Contract _contract = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartWithAgenciesAsync();
        _document = await Specification.OfAsync(_hub);
        _contract = new(_document);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData("sanction", "cn-market", "sanctions")]
    [InlineData("case", "cn-market", "cases")]
    [InlineData("alert", "demo-pay", "alerts")]
    public async Task Every_Example_Fits_Its_Schema_And_Is_Published_As_It_Is_And_Read_As_Described(string kind, string agency, string route)
    {
        var example = Example(kind);
        Assert.Equal([], new SchemaCheck(_document).Faults(example, $"{char.ToUpperInvariant(kind[0])}{kind[1..]}"));
        var id = await _hub.PublishAsync(agency, route, example);
        using var client = _hub.As(agency, (agency == "demo-pay" ? Roles.Feed : Roles.Publisher) | Roles.Reader);
        await _contract.GetAsync(client, "getRecord", $"records/{id}");
        await _contract.GetAsync(client, "getRecordHistory", $"records/{id}/history");
        await _contract.GetAsync(client, "listRecords", "records?publisher=me&limit=1");
        await _contract.GetAsync(client, "listChanges", "changes?limit=1");
        await _contract.GetAsync(client, "getMerchantOfRecord", $"merchants/record/{id}");
        await _contract.GetAsync(client, "getMerchantOfRecord", $"merchants/record/{id}?bodies=true");
    }

    [Fact]
    public async Task Publishing_And_Changing_Answer_As_Described()
    {
        using var client = _hub.As("cn-market", Roles.Publisher);
        var published = await _contract.SendAsync(client, "publishCase", HttpMethod.Post, "cases", Example("case"), 201);
        var again = await _contract.SendAsync(client, "publishCase", HttpMethod.Post, "cases", Example("case"), 200);
        Assert.Equal("unchanged", again["outcome"]!.GetValue<string>());
        await _contract.SendAsync(client, "publishCase", HttpMethod.Post, "cases?validate=only", Example("case").With("reference", "ANOTHER"), 200);
        await _contract.SendAsync(client, "publishCase", HttpMethod.Post, "cases", Example("case").With("summary", "Other."), 409);
        await _contract.SendAsync(client, "publishCase", HttpMethod.Post, "cases", new JsonObject { ["no"] = 1 }, 400);
        await _contract.SendAsync(client, "publishAlert", HttpMethod.Post, "alerts", Example("alert"), 403);
        var record = $"records/{published["id"]!.GetValue<string>()}";
        var correction = Example("correction");
        Assert.Equal([], new SchemaCheck(_document).Faults(correction, "Correction"));
        await _contract.SendAsync(client, "correctRecord", HttpMethod.Put, record, correction, 428);
        await _contract.SendAsync(client, "correctRecord", HttpMethod.Put, record, correction, 412, ifMatch: 7);
        await _contract.SendAsync(client, "correctRecord", HttpMethod.Put, record, correction, 200, ifMatch: 1);
        await _contract.SendAsync(client, "repairRecord", HttpMethod.Post, $"{record}/repair", Example("reason"), 409, ifMatch: 2);
        await _contract.SendAsync(client, "retractRecord", HttpMethod.Post, $"{record}/retract", Example("reason"), 200, ifMatch: 2);
        var tombstone = await _contract.GetAsync(client, "getRecord", record);
        Assert.Contains("retractedAt", tombstone.AsObject());
        await _contract.SendAsync(client, "reinstateRecord", HttpMethod.Post, $"{record}/reinstate", Example("reason"), 200, ifMatch: 3);
    }

    [Fact]
    public async Task Looking_Up_Answers_As_Described()
    {
        await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("A-1", """{"tlp":"CLEAR"}"""));
        await _hub.PublishAsync("cn-customs", "cases", Invented.Case("A-2"));
        await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("A-3"));
        await _hub.PublishAsync("cn-market", "cases", Invented.Case("A-4", """{"tlp":"RED","audience":[{"agency":"cn-customs"}]}"""));
        await _hub.PublishAsync("cn-market", "cases", Invented.Case("A-5", identifiers: """[{"scheme":"registration","value":"DE:HRB999002"}]""")
            .With("parties", JsonNode.Parse("""[{"role":"warehouse","names":[{"text":"Lager","kind":"legal"}],"identifiers":[{"scheme":"registration","value":"DE:HRB999001"}]}]""")));
        using var reader = _hub.As("cn-customs", Everything, RedPurpose);
        var profile = await _contract.GetAsync(reader, "getMerchant", "merchants/registration/DE:HRB999001");
        Assert.All(["restricted", "mentions", "timeline", "names"], (string member) => Assert.Contains(member, profile.AsObject()));
        await _contract.GetAsync(reader, "getMerchant", "merchants/registration/DE:HRB999001?bodies=true&limit=2");
        await _contract.GetAsync(reader, "getMerchant", "merchants/registration/DE:HRB999009", 404);
        await _contract.GetAsync(reader, "getMerchant", "merchants/uscc/1", 400);
        await _contract.GetAsync(reader, "findMerchants", "merchants?name=nordlicht");
        Assert.Equal([], new SchemaCheck(_document).Faults(Example("screening"), "ScreeningRequest"));
        await _contract.SendAsync(reader, "screen", HttpMethod.Post, "screenings", Example("screening"), 200);
        await _contract.SendAsync(reader, "screen", HttpMethod.Post, "screenings", new JsonObject { ["no"] = 1 }, 400);
        await _contract.GetAsync(reader, "listRecords", "records?kind=sanction");
        using var anybody = _hub.Anonymous();
        await _contract.GetAsync(anybody, "getPublicMerchant", "public/merchants/registration/DE:HRB999001");
        await _contract.GetAsync(anybody, "getMerchant", "merchants/registration/DE:HRB999001", 401);
    }

    [Fact]
    public async Task Submissions_Answer_As_Described()
    {
        using var client = _hub.As("cn-market", Roles.Publisher);
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $"{Invented.Sanction("S-1").With("kind", "sanction").ToJsonString()}\n{{\"kind\":\"sanction\",\"reference\":\"S-2\"}}\nno JSON\n"));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var accepted = await client.PostAsync("submissions", body);
        var submission = await _contract.CheckAsync("submit", accepted, 202);
        var address = $"submissions/{submission["id"]!.GetValue<string>()}";
        await UntilDoneAsync(client, address);
        await _contract.GetAsync(client, "listSubmissions", "submissions?limit=1");
        var outcomes = await _contract.GetAsync(client, "listOutcomes", $"{address}/outcomes");
        Assert.Equal(3, outcomes["items"]!.AsArray().Count);
        await _contract.GetAsync(client, "listOutcomes", $"{address}/outcomes?result=created&limit=1");
        var rejected = await client.GetStringAsync($"{address}/rejected");
        Assert.All(rejected.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.Equal([], new SchemaCheck(_document).Faults(JsonNode.Parse(line), "RejectedLine")));
        await _contract.GetAsync(client, "getSubmission", $"submissions/{new string('a', 48)}", 404);
        using var cancelled = await client.DeleteAsync(address);
        await _contract.CheckAsync("cancelSubmission", cancelled, 200);
    }

    [Fact]
    public async Task The_Feed_Answers_As_Described()
    {
        using var key = InfoShare.Feed.FeedSigningKey.New();
        using var feed = _hub.As("demo-pay", Roles.Feed);
        using var lines = new StringContent("{}\n", Encoding.UTF8, "application/x-ndjson");
        using var uploaded = await feed.PostAsync("feed/files", lines);
        var file = (await _contract.CheckAsync("uploadFeedFile", uploaded, 201)).AsObject();
        file.Remove("bytes");
        var content = new JsonObject { ["iss"] = "demo-pay", ["jti"] = "m-1", ["iat"] = 1, ["file"] = file };
        using var message = new StringContent(key.Sign(Encoding.UTF8.GetBytes(content.ToJsonString())), Encoding.ASCII) { Headers = { ContentType = new("application/jose") } };
        using var sent = await feed.PostAsync("feed/messages", message);
        await _contract.CheckAsync("sendFeedMessage", sent, 202);
        await _contract.GetAsync(feed, "listSubmissions", "submissions");
    }

    [Fact]
    public async Task Dispositions_And_Statistics_Answer_As_Described()
    {
        var alert = await _hub.PublishAsync("demo-pay", "alerts", Invented.Alert("D-1"));
        using var analyst = _hub.As("cn-customs", Roles.Analyst);
        Assert.Equal([], new SchemaCheck(_document).Faults(Example("disposition"), "Disposition"));
        await _contract.SendAsync(analyst, "answerAlert", HttpMethod.Post, $"alerts/{alert}/dispositions", Example("disposition"), 201);
        await _contract.SendAsync(analyst, "answerAlert", HttpMethod.Post, $"alerts/{alert}/dispositions", Example("disposition"), 200);
        await _contract.GetAsync(analyst, "listDispositions", $"alerts/{alert}/dispositions");
        await _contract.GetAsync(analyst, "getAlertStatistics", "statistics/alerts");
        await _contract.GetAsync(analyst, "getSanctionStatistics", "statistics/sanctions");
        using var feed = _hub.As("demo-pay", Roles.Feed);
        await _contract.GetAsync(feed, "getAlertStatistics", "statistics/alerts");
    }

    [Fact]
    public async Task Datasets_Answer_As_Described()
    {
        await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("D-1", """{"tlp":"CLEAR"}"""));
        using var analyst = _hub.As("cn-customs", Roles.Analyst);
        using var asked = await analyst.PostAsync("datasets/sanctions/builds", null);
        var build = $"datasets/sanctions/builds/{(await _contract.CheckAsync("buildDataset", asked, 202))["id"]!.GetValue<string>()}";
        await Hosting.Eventually.TrueAsync(
            async () => (await _contract.GetAsync(analyst, "getDatasetBuild", build))["status"]!.GetValue<string>() == "published", "the version is published");
        await _contract.GetAsync(analyst, "listDatasetBuilds", "datasets/sanctions/builds");
        await _contract.GetAsync(analyst, "listDatasets", "datasets");
        var manifest = await _contract.GetAsync(analyst, "getDataset", "datasets/sanctions/latest");
        Assert.Equal(2, manifest["segments"]!.AsArray().Count);
        await _contract.GetAsync(analyst, "getDataset", "datasets/cases/latest", 404);
        using var administrator = _hub.As("hub-operator", Roles.Administrator);

        // A build is shown as published when its version is there, a moment before that is noted; releasing it notes it.
        using var released = await administrator.PostAsync($"{build}/release", HubDriver.Json(new JsonObject()));
        await _contract.SendAsync(administrator, "releaseDatasetBuild", HttpMethod.Post, $"{build}/release", new JsonObject(), 409);
        using var anybody = _hub.Anonymous();
        await _contract.GetAsync(anybody, "listPublicDatasets", "public/datasets");
        await _contract.GetAsync(anybody, "getPublicDataset", "public/datasets/sanctions/latest");
        await _contract.GetAsync(anybody, "getPublicDatasetFile", "public/datasets/sanctions/latest/none", 404);
    }

    [Fact]
    public async Task The_Access_Log_Answers_As_Described()
    {
        var id = await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("L-1"));
        using var reader = _hub.As("cn-customs", Everything, RedPurpose);
        await _contract.GetAsync(reader, "getRecord", $"records/{id}");
        await _contract.GetAsync(reader, "getMerchant", "merchants/registration/DE:HRB999001");
        using var auditor = _hub.As("hub-operator", Roles.Auditor);
        var entries = await _contract.GetAsync(auditor, "listAccessLog", "access-log");
        Assert.NotEmpty(entries["items"]!.AsArray());
        using var publisher = _hub.As("cn-market", Roles.Publisher);
        await _contract.GetAsync(publisher, "listAccessLog", "access-log");
        using var feed = _hub.As("demo-pay", Roles.Reader);
        await _contract.GetAsync(feed, "listAccessLog", "access-log", 403);
    }

    [Fact]
    public async Task Subscriptions_Answer_As_Described()
    {
        await using var receiver = await Subscriptions.Receiver.StartAsync();
        await using var hub = await Subscriptions.SubscriptionDriver.StartAsync();
        receiver.AnswerWith(410);
        using var client = hub.Hub.As("cn-market", Everything);
        var wish = Example("subscription");
        Assert.Equal([], new SchemaCheck(_document).Faults(wish, "SubscriptionWish"));
        Assert.Equal([], new SchemaCheck(_document).Faults(Example("secretRotation"), "SecretRotation"));
        Assert.Equal([], new SchemaCheck(_document).Faults(Example("replayRange"), "ReplayRange"));
        await _contract.SendAsync(client, "subscribe", HttpMethod.Post, "subscriptions", wish, 201);
        await _contract.SendAsync(client, "subscribe", HttpMethod.Post, "subscriptions", new JsonObject { ["url"] = "ftp://example.com" }, 400);
        var made = await _contract.SendAsync(client, "subscribe", HttpMethod.Post, "subscriptions", new JsonObject { ["url"] = receiver.Address.ToString() }, 201);
        var address = $"subscriptions/{made["id"]}";
        await _contract.GetAsync(client, "listSubscriptions", "subscriptions");
        await _contract.SendAsync(client, "changeSubscription", HttpMethod.Put, address, new JsonObject { ["url"] = receiver.Address.ToString() }, 428);
        await _contract.SendAsync(client, "changeSubscription", HttpMethod.Put, address, new JsonObject { ["url"] = receiver.Address.ToString() }, 412, ifMatch: 9);
        await _contract.SendAsync(client, "changeSubscription", HttpMethod.Put, address, new JsonObject { ["url"] = receiver.Address.ToString() }, 200, ifMatch: 1);
        await _contract.SendAsync(client, "rotateSecret", HttpMethod.Post, $"{address}/secret", Example("secretRotation"), 200);
        foreach (var (operation, route) in new[] { ("testSubscription", "test"), ("pauseSubscription", "pause"), ("resumeSubscription", "resume") })
        {
            using var answer = await client.PostAsync($"{address}/{route}", null);
            await _contract.CheckAsync(operation, answer, 200);
        }

        await hub.Hub.PublishAsync("cn-customs", "cases", Invented.Case("W-1"));
        await hub.UntilStatusAsync("cn-market", made, "disabled");
        await _contract.GetAsync(client, "getMe", "me");
        var deliveries = await _contract.GetAsync(client, "listDeliveries", $"{address}/deliveries?state=failed&limit=10");
        var delivery = deliveries["items"]![0]!["id"]!.GetValue<string>();
        await _contract.SendAsync(client, "replayDeliveries", HttpMethod.Post, $"{address}/deliveries/replay", Example("replayRange"), 202);
        using var replayed = await client.PostAsync($"{address}/deliveries/{delivery}/replay", null);
        await _contract.CheckAsync("replayDelivery", replayed, 202);
        using var ended = await client.DeleteAsync(address);
        await _contract.CheckAsync("deleteSubscription", ended, 200);
        await _contract.GetAsync(client, "getSubscription", address, 404);
    }

    [Fact]
    public async Task The_Registry_Codes_And_Oneself_Answer_As_Described()
    {
        using var administrator = _hub.As("hub-operator", Roles.Administrator);
        Assert.Equal([], new SchemaCheck(_document).Faults(Example("agency"), "AgencyEntry"));
        await _contract.SendAsync(administrator, "putAgency", HttpMethod.Put, "agencies/de-example", Example("agency"), 201);
        await _contract.SendAsync(administrator, "putAgency", HttpMethod.Put, "agencies/de-example", Example("agency"), 428);
        await _contract.SendAsync(administrator, "putAgency", HttpMethod.Put, "agencies/de-example", Example("agency").With("name", "Customs"), 200, ifMatch: 1);
        await _contract.GetAsync(administrator, "listAgencies", "agencies");
        await _contract.GetAsync(administrator, "getAgency", "agencies/de-example");
        using var member = _hub.As("cn-market", Roles.Reader);
        await _contract.GetAsync(member, "listAgencies", "agencies");
        await _contract.GetAsync(member, "getAgency", "agencies/de-example");
        await _contract.GetAsync(member, "getMe", "me");
        var lists = await _contract.GetAsync(member, "listCodeLists", "codes");
        await _contract.GetAsync(member, "getCodeList", $"codes/{lists["items"]![0]!["name"]!.GetValue<string>()}");
        await _contract.GetAsync(member, "getReadiness", "health/ready");
    }

    /// <summary>Of every number among the query parameters the most is taken, and one more is not.</summary>
    [Fact]
    public async Task The_Bounds_Of_Numbers_In_The_Query_Are_Those_Of_The_Hub()
    {
        var id = await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("B-1"));
        using var client = _hub.As("cn-market", Everything);
        var bounds = from operation in _document.Operations
                     from parameter in operation.Parameters.Select(_document.Resolve)
                     let schema = parameter["schema"]!
                     where parameter["in"]!.GetValue<string>() == "query" && schema["type"]?.GetValue<string>() == "integer"
                     select (operation, Name: parameter["name"]!.GetValue<string>(), Most: schema["maximum"]!.GetValue<long>(), Least: schema["minimum"]!.GetValue<long>());
        Assert.NotEmpty(bounds);
        foreach (var (operation, name, most, least) in bounds)
        {
            var path = operation.Path.Replace("/api/v1/", "", StringComparison.Ordinal).Replace("{scheme}/{value}", "registration/DE:HRB999001", StringComparison.Ordinal)
                .Replace("{id}", id, StringComparison.Ordinal);
            var others = operation.Name == "findMerchants" ? "&name=nordlicht" : "";
            Assert.NotEqual(400, await StatusAsync(client, $"{path}?{name}={most.ToString(CultureInfo.InvariantCulture)}{others}"));
            Assert.NotEqual(400, await StatusAsync(client, $"{path}?{name}={least.ToString(CultureInfo.InvariantCulture)}{others}"));
            Assert.Equal(400, await StatusAsync(client, $"{path}?{name}={(most + 1).ToString(CultureInfo.InvariantCulture)}{others}"));
        }
    }

    /// <summary>A parameter that is described is known to the hub: whatever it finds wrong with the value, the name is not it.</summary>
    [Fact]
    public async Task Every_Query_Parameter_Is_Known_To_The_Hub()
    {
        var id = await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("Q-1"));
        using var client = _hub.As("cn-market", Everything | Roles.Auditor);
        foreach (var operation in _document.Operations.Where(operation => operation.Method == "GET"))
        {
            var path = operation.Path.Replace("/api/v1/", "", StringComparison.Ordinal).Replace("{scheme}/{value}", "registration/DE:HRB999001", StringComparison.Ordinal)
                .Replace("{id}", id, StringComparison.Ordinal).Replace("{list}", "categories", StringComparison.Ordinal);
            foreach (var parameter in operation.Parameters.Select(_document.Resolve).Where(parameter => parameter["in"]!.GetValue<string>() == "query"))
            {
                var answer = await client.GetStringOrProblemAsync($"{path}?{parameter["name"]!.GetValue<string>()}=1");
                Assert.DoesNotContain("unknown-parameter", answer, StringComparison.Ordinal);
            }
        }
    }

    private async Task UntilDoneAsync(HttpClient client, string address)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await _contract.GetAsync(client, "getSubmission", address))["status"]!.GetValue<string>() != "done")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "The submission is not done within 20 s.");
            await Task.Delay(10);
        }
    }

    private static async Task<int> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return (int)answer.StatusCode;
    }

    private JsonObject Example(string name) => _document.Components["examples"]![name]!["value"]!.DeepClone().AsObject();
}

/// <summary>Sends requests and holds their answers to the document.</summary>
internal sealed class Contract(Specification document)
{
    private readonly SchemaCheck _schemas = new(document);

    public async Task<JsonNode> GetAsync(HttpClient client, string operation, string address, int status = 200)
    {
        using var answer = await client.GetAsync(address);
        return await CheckAsync(operation, answer, status);
    }

    public async Task<JsonNode> SendAsync(HttpClient client, string operation, HttpMethod method, string address, JsonNode body, int status, int? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = HubDriver.Json(body) };
        if (ifMatch is { } version)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
        }

        using var answer = await client.SendAsync(request);
        return await CheckAsync(operation, answer, status);
    }

    public async Task<JsonNode> CheckAsync(string operation, HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{operation}: {(int)answer.StatusCode} instead of {status}: {text}");
        var responses = document.OperationNamed(operation).Responses;
        var response = document.Resolve(responses[status.ToString(CultureInfo.InvariantCulture)] ?? throw new InvalidOperationException($"{operation} does not describe {status}."));
        var content = response["content"]![answer.Content.Headers.ContentType!.MediaType!];
        Assert.True(content is not null, $"{operation} does not describe {answer.Content.Headers.ContentType}.");
        AssertHeaders(operation, answer, response);
        var body = JsonNode.Parse(text)!;
        var faults = _schemas.Faults(body, content["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1]);
        Assert.True(faults.Count == 0, $"{operation} {status}:\n{string.Join('\n', faults)}\n{body.ToJsonString(new JsonSerializerOptions { WriteIndented = true })}");
        return body;
    }

    /// <summary>Of the headers that tell something about the answer, each is described.</summary>
    private static void AssertHeaders(string operation, HttpResponseMessage answer, JsonNode response)
    {
        foreach (var header in new[] { "ETag", "Location", "Retry-After", "Preference-Applied", "WWW-Authenticate" }.Where(answer.Headers.Contains))
        {
            Assert.True(response["headers"]?[header] is not null, $"{operation} answers with {header}, which is not described.");
        }
    }
}

internal static class Answers
{
    public static async Task<string> GetStringOrProblemAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }
}
