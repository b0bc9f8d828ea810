using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Screening;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Screening;

public sealed class ScreeningEndpointTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Each_Key_Has_Its_Query_And_Its_Hits_With_Reasons_And_Records()
    {
        var id = await _hub.PublishAsync("cn-market", "sanctions", Named("S-1", "Nordlicht Example Trading GmbH"));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var answer = await ScreenAsync(client, """{"queries":{"a":{"names":["NORDLICHT Handel Example GmbH"],"limit":3},"b":{"names":["Quarzwerk Unbekannt"]}}}""");

        Assert.Equal("infoshare-names", answer["algorithm"]!["name"]!.GetValue<string>());
        Assert.Equal(["a", "b"], answer["results"]!.AsObject().Select(result => result.Key));
        Assert.Empty(answer["results"]!["b"]!["hits"]!.AsArray());
        var query = answer["results"]!["a"]!["query"]!;
        Assert.Equal((0.7, 3), (query["threshold"]!.GetValue<double>(), query["limit"]!.GetValue<int>()));
        Assert.Contains(query["names"]![0]!["words"]!.AsArray(), word => word!["kind"]!.GetValue<string>() == "legal-form" && word["meaning"]!.GetValue<string>() == "llc.de");
        var hit = Assert.Single(answer["results"]!["a"]!["hits"]!.AsArray())!;
        Assert.Equal($"/api/v1/merchants/record/{id}", hit["merchant"]!.GetValue<string>());
        Assert.InRange(hit["score"]!.GetValue<double>(), 0.8, 0.9999);
        Assert.NotEmpty(hit["reasons"]!.AsArray());
        Assert.Equal((id, "S-1", "sanction", "cn-market"), Record(hit["records"]![0]!));
    }

    [Fact]
    public async Task An_Identifier_Decides_And_Another_Country_Lowers()
    {
        await _hub.PublishAsync("cn-market", "sanctions", Named("S-2", "Nordlicht Example Trading GmbH"));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var answer = await ScreenAsync(client, """
            {"queries":{
              "number":{"identifiers":[{"scheme":"registration","value":"DE:HRB999001"}]},
              "both":{"names":["Ganz anders"],"identifiers":[{"scheme":"registration","value":"DE:HRB999001"}]},
              "other":{"names":["Nordlicht Example Trading GmbH"],"identifiers":[{"scheme":"registration","value":"DE:HRB999009"}],"threshold":0},
              "abroad":{"names":["Nordlicht Example Trading GmbH"],"country":"FR","threshold":0}}}
            """);

        Assert.Equal((0.99, "identifier-agrees"), Best(answer, "number"));
        Assert.Equal((0.99, "identifier-agrees"), Best(answer, "both"));
        Assert.Equal(0.72, Best(answer, "other").Score);
        Assert.Equal(0.8, Best(answer, "abroad").Score);
    }

    [Fact]
    public async Task An_Agreeing_Identifier_Is_Told_Even_Where_The_Name_Is_The_Same()
    {
        await _hub.PublishAsync("cn-market", "sanctions", Named("S-10", "Nordlicht Example Trading GmbH"));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var answer = await ScreenAsync(client, """
            {"queries":{"a":{"names":["Nordlicht Example Trading GmbH"],"identifiers":[{"scheme":"registration","value":"DE:HRB999001"}]}}}
            """);

        Assert.Equal((1, "same-name"), Best(answer, "a"));
        var reason = Assert.Single(answer["results"]!["a"]!["hits"]![0]!["reasons"]!.AsArray(), reason => reason!["feature"]!.GetValue<string>() == "identifier-agrees");
        Assert.Equal(0, reason!["effect"]!.GetValue<double>());
    }

    [Fact]
    public async Task As_Many_Queries_Names_And_Dismissals_As_There_May_Be_Fit_Into_A_Request()
    {
        var id = await _hub.PublishAsync("cn-market", "sanctions", Named("S-11", "Nordlicht Example Trading GmbH"));
        using var client = _hub.As("cn-customs", Roles.Reader);
        var name = new string('深', ScreeningReader.MaxName);
        var query = $$"""{"names":[{{string.Join(',', Enumerable.Repeat($"\"{name}\"", ScreeningReader.MaxNames))}}],"excluding":[{{string.Join(',', Enumerable.Repeat($"\"{id}\"", ScreeningReader.MaxExcluded))}}]}""";

        var queries = string.Join(',', Enumerable.Range(0, ScreeningReader.MaxQueries).Select(at => $"\"k{at}\":{query}"));

        var answer = await ScreenAsync(client, "{\"queries\":{" + queries + "}}");

        Assert.Equal(ScreeningReader.MaxQueries, answer["results"]!.AsObject().Count);
    }

    [Theory]
    [InlineData("Shipping")]
    [InlineData("العامة")]
    [InlineData("Golden")]
    public async Task A_Part_Of_A_Name_May_Be_A_Word_That_Many_Have(string part)
    {
        await _hub.PublishAsync("cn-market", "sanctions", Named("S-12", "Golden Nordlicht General Shipping Factory"));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var found = JsonNode.Parse(await client.GetStringAsync(new Uri($"merchants?name={Uri.EscapeDataString(part)}", UriKind.Relative)))!;

        Assert.Single(found["items"]!.AsArray());
    }

    [Fact]
    public async Task A_Dismissed_Record_Is_Not_Told_With_The_Others_Of_Its_Merchant()
    {
        var dismissed = await _hub.PublishAsync("cn-market", "sanctions", Named("S-7", "Nordlicht Example Trading GmbH"));
        var other = await _hub.PublishAsync("cn-market", "sanctions", Named("S-8", "Nordlicht Example Trading GmbH"));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var question = """{"queries":{"a":{"names":["Nordlicht Example Trading GmbH"],"excluding":["ID"]}}}""".Replace("ID", dismissed, StringComparison.Ordinal);
        var answer = await ScreenAsync(client, question);

        var hit = Assert.Single(answer["results"]!["a"]!["hits"]!.AsArray())!;
        Assert.Equal([other], hit["records"]!.AsArray().Select(record => record!["id"]!.GetValue<string>()));
        Assert.Equal(1, hit["recordCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Names_Of_One_Sound_In_Other_Characters_Are_Not_The_Same()
    {
        await _hub.PublishAsync("cn-market", "sanctions", Named("S-9", "深圳市华兴电子有限公司"));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var answer = await ScreenAsync(client, """{"queries":{"other":{"names":["深圳市华星电子有限公司"]},"near":{"names":["深圳市华星电子有限公司"],"threshold":0},"same":{"names":["深圳市華興電子有限公司"]}}}""");

        Assert.Empty(answer["results"]!["other"]!["hits"]!.AsArray());
        Assert.InRange(Best(answer, "near").Score, 0.3, 0.7);
        Assert.Contains("华星 / 华兴", answer["results"]!["near"]!["hits"]![0]!["reasons"]!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Equal((1, "same-name"), Best(answer, "same"));
    }

    [Fact]
    public async Task All_Errors_Are_Told_At_Once_Each_With_Its_Place()
    {
        using var client = _hub.As("cn-customs", Roles.Reader);
        using var content = Content("""
            {"queries":{"a":{"names":[],"country":"Germany"},"b":{"name":"x"},"c":{"names":["x",7],"threshold":2,"limit":1.5},"d/e":{},
            "f":{"identifiers":[{"scheme":"lei","value":"1"},{"scheme":"nothing","value":"1"},{"value":"1"}],"kind":"robot","excluding":["no-id"],"part":1}}}
            """);
        using var answer = await client.PostAsync(new Uri("screenings", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var pointers = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).ToList();
        Assert.All(
            [
                "/queries/a/names", "/queries/a/country", "/queries/b/name", "/queries/c/names/1", "/queries/c/threshold", "/queries/c/limit", "/queries/d~1e",
                "/queries/f/identifiers/0/value", "/queries/f/identifiers/1/scheme", "/queries/f/identifiers/2/scheme", "/queries/f/kind", "/queries/f/excluding/0", "/queries/f/part",
            ],
            (string pointer) => Assert.Contains(pointer, pointers));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"queries":{}}""", 400)]
    [InlineData("""{"queries":[]}""", 400)]
    [InlineData("""{"queries":{"a":null}}""", 400)]
    [InlineData("""{"queries":{"a":{"names":[""]}}}""", 400)]
    [InlineData("""{"queries":{"a":{"names":["\ud800"]}}}""", 400)]
    [InlineData("""{"queries":{"a":{"names":["x"]},"a":{"names":["y"]}}}""", 400)]
    [InlineData("""{"queries":{"a":{"names":["\u202e\u200b😀"]}}}""", 200)]
    public async Task Every_Body_Has_A_Defined_Answer(string body, int status)
    {
        using var client = _hub.As("cn-customs", Roles.Reader);
        using var content = Content(body);
        using var answer = await client.PostAsync(new Uri("screenings", UriKind.Relative), content);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Too_Many_Queries_And_Too_Long_Names_Are_Refused()
    {
        using var client = _hub.As("cn-customs", Roles.Reader);
        var many = new JsonObject(Enumerable.Range(0, 101).Select(at => KeyValuePair.Create($"k{at}", (JsonNode?)new JsonObject { ["names"] = new JsonArray("x") })).ToList());
        foreach (var queries in new[] { many, new JsonObject { ["a"] = new JsonObject { ["names"] = new JsonArray(new string('x', 501)) } } })
        {
            using var content = Content(new JsonObject { ["queries"] = queries }.ToJsonString());
            using var answer = await client.PostAsync(new Uri("screenings", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_Screening_Is_In_The_Access_Log_Without_The_Names()
    {
        await _hub.PublishAsync("cn-market", "sanctions", Named("S-3", "Nordlicht Example Trading GmbH"));
        using var client = _hub.As("cn-customs", Roles.Reader, "investigation; case=\"7\"");
        await ScreenAsync(client, """{"queries":{"a":{"names":["Nordlicht Example Trading GmbH"]}}}""");
        using var auditor = _hub.As("hub-operator", Roles.Auditor);

        var log = await auditor.GetStringAsync(new Uri("access-log", UriKind.Relative));

        var entry = Assert.Single(JsonNode.Parse(log)!["items"]!.AsArray(), item => item!.ToJsonString().Contains("screening", StringComparison.Ordinal));
        Assert.Contains("investigation", entry!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Nordlicht", log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_Brand_Alone_Is_A_Hit_Where_The_Query_Says_That_It_Is_A_Part()
    {
        await _hub.PublishAsync("cn-market", "sanctions", Named("S-13", "Ningbo Yongli Tools Co., Ltd."));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var answer = await ScreenAsync(client, """{"queries":{"part":{"names":["Yongli"],"part":true},"whole":{"names":["Yongli"]}}}""");

        Assert.Single(answer["results"]!["part"]!["hits"]!.AsArray());
        Assert.True(answer["results"]!["part"]!["query"]!["part"]!.GetValue<bool>());
        Assert.Empty(answer["results"]!["whole"]!["hits"]!.AsArray());
    }

    [Fact]
    public async Task A_Name_Is_Found_By_A_Part_Of_It_In_Another_Script()
    {
        var id = await _hub.PublishAsync("cn-market", "sanctions", Named("S-4", "ООО Северный Нордлихт Торговля"));
        using var client = _hub.As("cn-customs", Roles.Reader);

        var found = JsonNode.Parse(await client.GetStringAsync(new Uri("merchants?name=nordlikht", UriKind.Relative)))!;

        var item = Assert.Single(found["items"]!.AsArray())!;
        Assert.Equal($"/api/v1/merchants/record/{id}", item["merchant"]!.GetValue<string>());
        Assert.InRange(item["score"]!.GetValue<double>(), 0.7, 1);
    }

    private static JsonObject Named(string reference, string name)
    {
        var sanction = Invented.Sanction(reference);
        sanction["merchant"]!["names"]![0]!["text"] = name;
        return sanction;
    }

    private static StringContent Content(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> ScreenAsync(HttpClient client, string json)
    {
        using var content = Content(json);
        using var answer = await client.PostAsync(new Uri("screenings", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static (double Score, string Feature) Best(JsonNode answer, string key)
    {
        var hit = answer["results"]![key]!["hits"]![0]!;
        return (hit["score"]!.GetValue<double>(), hit["reasons"]![0]!["feature"]!.GetValue<string>());
    }

    private static (string Id, string Reference, string Kind, string Publisher) Record(JsonNode record) =>
        (record["id"]!.GetValue<string>(), record["reference"]!.GetValue<string>(), record["kind"]!.GetValue<string>(), record["publisher"]!.GetValue<string>());
}
