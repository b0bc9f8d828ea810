using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Records;

/// <summary>A record's life over HTTP.</summary>
public class RecordLifeTests : IAsyncLifetime
{
    private const Roles Officer = Roles.Publisher | Roles.Reader;

    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync(await SettingsAsync());

    /// <summary>Of the hub that is asked: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [StoreFact]
    public async Task A_Published_Sanction_Is_Read_Back_As_It_Was_Published()
    {
        using var customs = _hub.As("cn-customs", Officer);
        using var created = await customs.PostAsync("sanctions", HubDriver.Json(Invented.Sanction("S-1")));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", created.Headers.ETag?.Tag);

        using var got = await customs.GetAsync(created.Headers.Location);
        var record = await HubDriver.ReadAsync(got);
        Assert.Equal("sanction", (string?)record["kind"]);
        Assert.Equal(1, (int?)record["version"]);
        Assert.Equal("active", (string?)record["status"]);
        Assert.Equal("cn-customs", (string?)record["publisher"]);
        Assert.Equal("S-1", (string?)record["reference"]);
        Assert.Equal("non-delivery", (string?)record["category"]);
        Assert.Equal("Nordlicht Handels GmbH", (string?)record["merchant"]!["names"]![0]!["text"]);
    }

    [StoreFact]
    public async Task The_Same_Content_Again_Is_Unchanged_And_Other_Content_Is_A_Conflict()
    {
        using var customs = _hub.As("cn-customs", Officer);
        using var first = await customs.PostAsync("sanctions", HubDriver.Json(Invented.Sanction("S-2")));
        using var again = await customs.PostAsync("sanctions", HubDriver.Json(Invented.Sanction("S-2")));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("unchanged", (string?)(await HubDriver.ReadAsync(again))["outcome"]);

        using var other = await customs.PostAsync("sanctions", HubDriver.Json(Invented.Sanction("S-2").With("category", "counterfeit")));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal(first.Headers.Location, other.Headers.Location);
    }

    [StoreFact]
    public async Task Other_Content_Under_A_Retracted_Reference_Is_Told_The_Way_That_Works()
    {
        using var customs = _hub.As("cn-customs", Officer);
        var (id, other) = (await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-20")), Invented.Sanction("S-20").With("category", "counterfeit"));
        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(customs, id, "retract", "\"1\"")).StatusCode);

        using var refused = await customs.PostAsync("sanctions", HubDriver.Json(other));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains($"POST /api/v1/records/{id}/reinstate with If-Match: \"2\", then correct it", (string?)(await HubDriver.ReadAsync(refused))["detail"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(customs, id, "reinstate", "\"2\"")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(customs, id, other.With("change", new JsonObject { ["reason"] = "Anew." }), "\"3\"")).StatusCode);
    }

    [StoreFact]
    public async Task A_Correction_Needs_The_Version_That_It_Replaces()
    {
        using var customs = _hub.As("cn-customs", Officer);
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-3"));
        var corrected = Invented.Sanction("S-3").With("category", "counterfeit").With("change", new JsonObject { ["reason"] = "Wrong category." });

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync(customs, id, corrected, null)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutAsync(customs, id, corrected, "\"7\"")).StatusCode);
        var done = await PutAsync(customs, id, corrected, "\"1\"");
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal("\"2\"", done.Headers.ETag?.Tag);

        var history = await HubDriver.ReadAsync(await customs.GetAsync($"records/{id}/history"));
        Assert.Equal(["corrected", "published"], history["items"]!.AsArray().Select(item => (string?)item!["change"]));
        var first = await HubDriver.ReadAsync(await customs.GetAsync($"records/{id}?version=1"));
        Assert.Equal("non-delivery", (string?)first["category"]);
    }

    [StoreFact]
    public async Task A_Retraction_Leaves_A_Tombstone_And_Is_Undone_By_Reinstatement()
    {
        using var customs = _hub.As("cn-customs", Officer);
        using var reader = _hub.As("de-market", Roles.Reader);
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-4"));

        var retracted = await ChangeAsync(customs, id, "retract", "\"1\"");
        Assert.Equal(HttpStatusCode.OK, retracted.StatusCode);
        var tombstone = await HubDriver.ReadAsync(await reader.GetAsync($"records/{id}"));
        Assert.Equal("retracted", (string?)tombstone["status"]);
        Assert.Null(tombstone["summary"]);
        Assert.Null(tombstone["merchant"]);
        var old = await HubDriver.ReadAsync(await reader.GetAsync($"records/{id}?version=1"));
        Assert.Null(old["merchant"]);
        Assert.Equal("retracted", (string?)old["status"]);
        Assert.Equal(2, (int?)old["version"]);

        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(customs, id, "reinstate", "\"2\"")).StatusCode);
        var back = await HubDriver.ReadAsync(await reader.GetAsync($"records/{id}"));
        Assert.Equal("active", (string?)back["status"]);
        Assert.Equal(3, (int?)back["version"]);
        Assert.Equal("Goods were not delivered.", (string?)back["summary"]);
    }

    [StoreFact]
    public async Task A_Repaired_Sanction_Is_For_Authorities_Alone()
    {
        using var customs = _hub.As("cn-customs", Officer);
        using var platform = _hub.As("demo-platform", Roles.Reader);
        using var market = _hub.As("de-market", Roles.Reader);
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-5"));
        Assert.Equal(HttpStatusCode.OK, (await platform.GetAsync($"records/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(customs, id, "repair", "\"1\"")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await platform.GetAsync($"records/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await market.GetAsync($"records/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await ChangeAsync(customs, id, "reinstate", "\"2\"")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(customs, id, "retract", "\"2\"")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await platform.GetAsync($"records/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await market.GetAsync($"records/{id}")).StatusCode);
    }

    [StoreFact]
    public async Task A_Sanction_Of_Another_Agency_Cannot_Be_Changed_And_A_Hidden_One_Does_Not_Exist()
    {
        using var market = _hub.As("cn-market", Officer);
        var seen = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-6"));
        var hidden = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-7", """{"tlp":"AMBER","audience":[{"agency":"de-customs"}]}"""));
        Assert.Equal(HttpStatusCode.Forbidden, (await ChangeAsync(market, seen, "retract", "\"1\"")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ChangeAsync(market, hidden, "retract", "\"1\"")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await market.GetAsync($"records/{hidden}")).StatusCode);
    }

    [StoreFact]
    public async Task A_Label_Tells_Others_Neither_Of_Groups_They_Are_Not_In_Nor_Of_Who_Is_Left_Out()
    {
        const string Label = """{"tlp":"AMBER","audience":[{"group":"op-lantern"},{"agency":"de-market"}],"except":["cn-tax"]}""";
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-13", Label));
        using var outside = _hub.As("de-market", Roles.Reader);
        using var inside = _hub.As("cn-market", Roles.Reader);
        using var publisher = _hub.As("cn-customs", Roles.Publisher);
        Assert.Equal("""{"audience":[{"agency":"de-market"}],"tlp":"AMBER"}""", await LabelAsync(outside, id));
        Assert.Equal("""{"audience":[{"group":"op-lantern"},{"agency":"de-market"}],"tlp":"AMBER"}""", await LabelAsync(inside, id));
        Assert.Contains("except", await LabelAsync(publisher, id), StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_Narrowed_Record_Leaves_Lists_And_Bodies_With_Its_Answer()
    {
        using var customs = _hub.As("cn-customs", Officer);
        using var tax = _hub.As("cn-tax", Roles.Reader);
        for (var n = 0; n < 5; n++)
        {
            var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction($"N-{n}"));
            var narrowed = Invented.Sanction($"N-{n}", """{"tlp":"AMBER","audience":[{"agency":"de-market"}]}""").With("change", new JsonObject { ["reason"] = "Narrowed." });
            Assert.Equal(HttpStatusCode.OK, (await PutAsync(customs, id, narrowed, "\"1\"")).StatusCode);
            var list = await tax.GetStringAsync($"records?publisher=cn-customs&reference=N-{n}");
            Assert.DoesNotContain(id, list, StringComparison.Ordinal);
        }
    }

    [StoreTheory]
    [InlineData("   ")]
    [InlineData("bell \u0007")]
    [InlineData("")]
    public async Task A_Reason_Is_Held_To_The_Same_Rule_Wherever_It_Is_Given(string reason)
    {
        using var customs = _hub.As("cn-customs", Officer);
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-14"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"records/{id}/retract") { Content = JsonContent.Create(new { reason }) };
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(customs, request, "\"1\"")).StatusCode);
    }

    [StoreFact]
    public async Task Validating_Stores_Nothing()
    {
        using var customs = _hub.As("cn-customs", Officer);
        using var valid = await customs.PostAsync("sanctions?validate=only", HubDriver.Json(Invented.Sanction("S-8")));
        var answer = await HubDriver.ReadAsync(valid);
        Assert.Equal("valid", (string?)answer["outcome"]);
        var id = (string?)answer["id"];
        Assert.Equal(HttpStatusCode.NotFound, (await customs.GetAsync($"records/{id}")).StatusCode);
    }

    [StoreFact]
    public async Task A_Payment_Institution_Publishes_Alerts_Alone_And_A_Platform_Cases_Alone()
    {
        using var platform = _hub.As("demo-platform", Roles.Publisher);
        using var feed = _hub.As("demo-pay", Roles.Feed);
        Assert.Equal(HttpStatusCode.Forbidden, (await platform.PostAsync("sanctions", HubDriver.Json(Invented.Sanction("S-9")))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await platform.PostAsync("cases", HubDriver.Json(Invented.Case("C-1")))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await feed.PostAsync("cases", HubDriver.Json(Invented.Case("C-2")))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await feed.PostAsync("alerts", HubDriver.Json(Invented.Alert("A-1")))).StatusCode);
    }

    [StoreFact]
    public async Task Related_Records_That_The_Caller_May_Not_See_Are_Left_Out()
    {
        var hidden = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-10", """{"tlp":"AMBER","audience":[{"agency":"cn-tax"}]}"""));
        var seen = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-11"));
        var related = JsonNode.Parse($$"""[{"id":"{{hidden}}","relation":"same-event"},{"id":"{{seen}}","relation":"same-event"}]""");
        var id = await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("S-12").With("relatedRecords", related));

        using var market = _hub.As("cn-market", Roles.Reader);
        using var tax = _hub.As("cn-tax", Roles.Reader);
        Assert.Single((await HubDriver.ReadAsync(await market.GetAsync($"records/{id}")))["relatedRecords"]!.AsArray());
        Assert.Equal(2, (await HubDriver.ReadAsync(await tax.GetAsync($"records/{id}")))["relatedRecords"]!.AsArray().Count);
    }

    private static async Task<string> LabelAsync(HttpClient client, string id) =>
        (await HubDriver.ReadAsync(await client.GetAsync($"records/{id}")))["label"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string id, JsonNode record, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"records/{id}") { Content = HubDriver.Json(record) };
        return await SendAsync(client, request, ifMatch);
    }

    private static async Task<HttpResponseMessage> ChangeAsync(HttpClient client, string id, string operation, string ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"records/{id}/{operation}") { Content = JsonContent.Create(new { reason = "For the test." }) };
        return await SendAsync(client, request, ifMatch);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, string? ifMatch)
    {
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return client.SendAsync(request);
    }
}
