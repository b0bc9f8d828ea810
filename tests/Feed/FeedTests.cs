using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Feed;
using InfoShare.Storage;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Feed;

public sealed class FeedTests : IAsyncLifetime
{
    private FeedDriver _feed = null!;

    public async Task InitializeAsync() => _feed = await FeedDriver.StartAsync();

    public async Task DisposeAsync() => await _feed.DisposeAsync();

    [Fact]
    public async Task A_Signed_Message_Is_Published_Alert_By_Alert_And_Its_Outcome_Is_A_Submission()
    {
        var content = new JsonObject { ["alerts"] = new JsonArray(Invented.Alert("A-1"), Invented.Alert("A-2").With("kind", "alert"), Invented.Alert("A-3").With("riskScore", 900)) };
        Assert.Equal(HttpStatusCode.Accepted, await _feed.PostAsync(_feed.Sign(content, "m-1")));
        var outcome = await _feed.OutcomeAsync("m-1");
        Assert.Equal(("done", 2, 1), ((string?)outcome["status"], (int?)outcome["counts"]!["created"], (int?)outcome["counts"]!["rejected"]));
        await _feed.AssertPublishedAsync(["A-1", "A-2"]);
        using var client = _feed.Hub.As("demo-pay", Roles.Feed);
        var lines = await client.GetStringAsync($"submissions/{outcome["id"]}/outcomes?result=rejected");
        Assert.Contains("/riskScore", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Message_Sent_Again_Comes_To_Nothing_And_Another_With_Its_Id_Is_Refused()
    {
        await _feed.PostAsync(_feed.Message("m-2", ["B-1"]));
        await _feed.OutcomeAsync("m-2");
        await _feed.PostAsync(_feed.Message("m-2", ["B-1"], age: TimeSpan.FromMinutes(1)));
        await _feed.DrainedAsync();
        Assert.Single(await _feed.SubmissionsAsync());
        await _feed.PostAsync(_feed.Message("m-2", ["B-2"]));
        var refused = await _feed.OutcomeAsync("m-2", count: 2);
        Assert.Contains("another message had its jti", (string?)refused["reason"], StringComparison.Ordinal);
        await _feed.DrainedAsync();
        await _feed.AssertPublishedAsync(["B-1"]);
    }

    [Fact]
    public async Task Messages_Out_Of_Order_Are_Taken_Each_For_Itself()
    {
        var correction = new JsonObject { ["alerts"] = new JsonArray(Invented.Alert("C-1").With("op", "correct").With("ifVersion", 1).With("riskScore", 5).With("change", new JsonObject { ["reason"] = "Recounted." })) };
        await _feed.PostAsync(_feed.Sign(correction, "second"));
        Assert.Equal(1, (int?)(await _feed.OutcomeAsync("second"))["counts"]!["rejected"]);
        await _feed.PostAsync(_feed.Message("first", ["C-1"]));
        Assert.Equal(1, (int?)(await _feed.OutcomeAsync("first"))["counts"]!["created"]);
    }

    [Fact]
    public async Task Of_A_Message_That_Failed_The_Operator_Sees_Whose_It_Is_And_None_Of_Its_Alerts()
    {
        var queues = _feed.Hub.Services.GetRequiredService<IQueues>();
        var poison = StorageNames.Queues.Poison(StorageNames.Queues.Feed);
        await queues.SendAsync(poison, _feed.Message("failed", ["X-1"]), TimeSpan.Zero, default);
        await queues.SendAsync(poison, "eyJub25lIjoxfQ.c2VjcmV0.", TimeSpan.Zero, default);
        using var administrator = _feed.Hub.As("hub-operator", Roles.Administrator);

        using var answer = await administrator.GetAsync("poison");

        var shown = (await HubDriver.ReadAsync(answer))["items"]!.AsArray().Single(item => (string?)item!["queue"] == poison)!["messages"]!.AsArray();
        Assert.Matches("^message failed of demo-pay, [0-9]+ characters$", (string?)shown[0]!["text"]);
        Assert.Equal("24 characters that are no message of a feed", (string?)shown[1]!["text"]);
    }

    [Fact]
    public async Task What_Is_Not_Signed_By_A_Key_Of_The_Agency_Is_Refused_And_Said_So_Once()
    {
        using var stranger = FeedSigningKey.New();
        await _feed.PostAsync(_feed.Message("unknown", ["D-1"], key: stranger));
        Assert.Contains("no key of this kid", (string?)(await _feed.OutcomeAsync("unknown"))["reason"], StringComparison.Ordinal);
        var genuine = _feed.Message("changed", ["D-2"]).Split('.');
        var forged = $"{genuine[0]}.{_feed.Message("changed", ["D-3"]).Split('.')[1]}.{genuine[2]}";
        await _feed.PostAsync(forged);
        await _feed.PostAsync(forged);
        Assert.Contains("signature is not that of the key", (string?)(await _feed.OutcomeAsync("changed"))["reason"], StringComparison.Ordinal);
        await _feed.DrainedAsync();
        Assert.Equal(2, (await _feed.SubmissionsAsync()).Count);
        Assert.Empty(await _feed.PublishedAsync());
        Assert.Equal(0, await _feed.PoisonAsync());
    }

    [Fact]
    public async Task A_Revoked_Key_Signs_Nothing_And_A_New_One_Beside_The_Old_Does()
    {
        using var next = FeedSigningKey.New();
        await _feed.RegisterAsync("demo-pay", _feed.Key, next);
        await _feed.PostAsync(_feed.Message("old", ["E-1"]));
        await _feed.PostAsync(_feed.Message("new", ["E-2"], key: next));
        await _feed.OutcomeAsync("old");
        await _feed.OutcomeAsync("new");
        await _feed.RegisterAsync("demo-pay", next);
        await _feed.PostAsync(_feed.Message("revoked", ["E-3"]));
        Assert.Equal("failed", (string?)(await _feed.OutcomeAsync("revoked"))["status"]);
        await _feed.AssertPublishedAsync(["E-1", "E-2"]);
    }

    [Fact]
    public async Task A_Message_In_Anothers_Name_Is_Refused_At_The_Door_And_From_The_Queue()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await _feed.PostAsync(_feed.Message("m", ["F-1"], "other-pay")));
        await _feed.SendAsync(_feed.Message("foreign", ["F-2"], "other-pay"));
        await _feed.SendAsync(_feed.Message("m", ["F-3"], "hub-operator"));
        await _feed.SendAsync(_feed.Message("m", ["F-4"], "nobody-here"));
        await _feed.DrainedAsync();
        Assert.Empty(await _feed.PublishedAsync("other-pay"));
        Assert.Empty(await _feed.SubmissionsAsync());
        Assert.Equal(0, await _feed.PoisonAsync());
    }

    [Fact]
    public async Task Who_May_Send_To_The_Queue_Puts_Nothing_Among_Anothers_Submissions()
    {
        using var stranger = FeedSigningKey.New();
        for (var number = 0; number < 20; number++)
        {
            var genuine = _feed.Message($"n-{number}", ["N-1"], "other-pay", _feed.OthersKey).Split('.');
            await _feed.SendAsync($"{genuine[0]}.{_feed.Message($"n-{number}", ["N-2"], "other-pay", _feed.OthersKey).Split('.')[1]}.{genuine[2]}");
            await _feed.SendAsync(_feed.Message($"u-{number}", ["N-3"], "other-pay", stranger));
        }

        await _feed.DrainedAsync();
        Assert.Empty(await _feed.SubmissionsAsync("other-pay"));
        Assert.Empty(await RowsAsync("other-pay"));
        Assert.Equal(0, await _feed.PoisonAsync());
        using var client = _feed.Hub.As("hub-operator", Roles.Administrator);
        var metrics = await client.GetStringAsync("metrics");
        Assert.Contains("infoshare_feed_messages_total{outcome=\"bad-signature\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("infoshare_feed_messages_total{outcome=\"unknown-key\"}", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Text_Is_Stored_As_It_Was_Signed_Whatever_Ends_A_Line_Elsewhere()
    {
        const string Odd = "One\u2028two\u2029three\u0085four";
        var alert = $$"""{"reference":"O-1",{{"\r\n"}} "summary":"{{Odd}}"}""";
        var content = $$"""{"iss":"demo-pay","jti":"odd","iat":1,"alerts":[{{alert}}]}""";
        var message = FeedMessage.Read(_feed.Key.Sign(Encoding.UTF8.GetBytes(content)), out _)!;
        Assert.Equal(Odd, (string?)JsonNode.Parse(message.Lines)!["summary"]);
        Assert.Single(message.Lines!, (byte)'\n');

        await _feed.PostAsync(_feed.Sign(new JsonObject { ["alerts"] = new JsonArray(Invented.Alert("O-2").With("summary", "One\u2028two")) }, "odd-2"));
        Assert.Equal(1, (int?)(await _feed.OutcomeAsync("odd-2"))["counts"]!["created"]);
        using var client = _feed.Hub.As("demo-pay", Roles.Feed);
        JsonNode? item = null;
        await Eventually.TrueAsync(async () => (item = (await client.GetFromJsonAsync<JsonNode>("records?publisher=me"))!["items"]!.AsArray().FirstOrDefault()) is not null, "it is listed");
        var record = await client.GetStringAsync($"records/{item!["id"]}");
        Assert.Contains("One\u2028two", System.Text.RegularExpressions.Regex.Unescape(record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Became_Of_A_Message_Is_Found_By_What_Its_Sending_Answered()
    {
        using var next = FeedSigningKey.New();
        var (_, refused) = await SendAsync(_feed.Message("again", ["P-1"], key: next));
        await Eventually.TrueAsync(async () => await OutcomesAsync(refused) is [{ } one] && (string?)one["status"] == "failed", "it is refused");
        await _feed.RegisterAsync("demo-pay", _feed.Key, next);
        var (_, taken) = await SendAsync(_feed.Message("again", ["P-1"], key: next, age: TimeSpan.FromSeconds(1)));
        await Eventually.TrueAsync(async () => await OutcomesAsync(taken) is [{ } one] && (string?)one["status"] == "done", "it is taken");
        var (_, repeated) = await SendAsync(_feed.Message("again", ["P-1"], key: next, age: TimeSpan.FromSeconds(2)));
        Assert.Equal((string?)(await OutcomesAsync(taken))[0]!["id"], (string?)(await OutcomesAsync(repeated))[0]!["id"]);
        Assert.Equal("failed", (string?)(await OutcomesAsync(refused))[0]!["status"]);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("submissions?message=again&messageSha256=x"));
    }

    [Fact]
    public async Task Rubbish_On_The_Queue_Is_Dropped_And_Holds_Nobody_Up()
    {
        var whole = _feed.Message("cut", ["G-1"]);
        foreach (var rubbish in new[] { "", "x", "..", "a.b.c", whole[..^10], whole[(whole.Length / 2)..], whole.Replace('.', ','), "{\"v\":1}", new string('.', 1000), "\0\ud83d\ude00" })
        {
            await _feed.SendAsync(rubbish);
        }

        await _feed.SendAsync(_feed.Message("after", ["G-2"]));
        Assert.Equal(1, (int?)(await _feed.OutcomeAsync("after"))["counts"]!["created"]);
        await _feed.DrainedAsync();
        Assert.Equal(0, await _feed.PoisonAsync());
        await _feed.AssertPublishedAsync(["G-2"]);
    }

    [Fact]
    public async Task What_Is_No_Message_Is_Told_At_Once()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await _feed.PostAsync(_feed.Message("m", ["H-1"]), type: "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await _feed.PostAsync(_feed.Message("m", [.. Enumerable.Range(0, 100).Select(number => $"H-{number}")])));
        foreach (var content in new[]
        {
            "{}", "[]", """{"alerts":[]}""", """{"alerts":[1]}""", """{"alerts":{}}""", """{"alerts":[{}],"file":{"id":"x","sha256":"y"}}""",
            """{"file":{"id":"../../hub/master-key","sha256":"y"}}""", """{"alerts":[{}],"more":1}""",
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, JsonNode.Parse(content) is JsonObject body ? await _feed.PostAsync(_feed.Sign(body, "m")) : await _feed.PostAsync(_feed.Key.Sign(Encoding.UTF8.GetBytes(content))));
        }

        foreach (var message in new[] { "", "abc", "e30.e30.", "e30.e30.e30", "ÿ.ÿ.ÿ", $"{_feed.Message("m", ["H"])}.x" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await _feed.PostAsync(message));
        }

        Assert.Empty(await _feed.SubmissionsAsync());
    }

    [Fact]
    public async Task A_Message_Of_Tomorrow_Is_Refused()
    {
        await _feed.PostAsync(_feed.Message("early", ["I-1"], age: TimeSpan.FromDays(-1)));
        Assert.Contains("in the future", (string?)(await _feed.OutcomeAsync("early"))["reason"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Message_May_Point_To_An_Uploaded_File(bool gzip)
    {
        var lines = string.Concat(Enumerable.Range(0, 50).Select(number => Invented.Alert($"J-{number:D2}").With("kind", "alert").ToJsonString() + "\n"));
        var file = await UploadAsync("demo-pay", lines, gzip);
        await _feed.PostAsync(_feed.Sign(new JsonObject { ["file"] = file }, "file"));
        Assert.Equal(50, (int?)(await _feed.OutcomeAsync("file"))["counts"]!["created"]);
    }

    [Fact]
    public async Task A_File_That_Is_Not_What_The_Message_Says_Is_Refused()
    {
        var file = await UploadAsync("demo-pay", Invented.Alert("K-1").With("kind", "alert").ToJsonString(), gzip: false);
        var changed = file.DeepClone().AsObject();
        changed["sha256"] = new string('0', 64);
        await _feed.PostAsync(_feed.Sign(new JsonObject { ["file"] = changed }, "changed"));
        Assert.Contains("another SHA-256", (string?)(await _feed.OutcomeAsync("changed"))["reason"], StringComparison.Ordinal);

        // Another institution's file is not there for this one.
        var others = await UploadAsync("other-pay", Invented.Alert("K-2").With("kind", "alert").ToJsonString(), gzip: false);
        await _feed.PostAsync(_feed.Sign(new JsonObject { ["file"] = others }, "others"));
        Assert.Contains("is not there", (string?)(await _feed.OutcomeAsync("others"))["reason"], StringComparison.Ordinal);
        Assert.Empty(await _feed.PublishedAsync());
    }

    [Fact]
    public async Task With_A_Feed_Alerts_Alone_Are_Taken()
    {
        await _feed.PostAsync(_feed.Sign(new JsonObject { ["alerts"] = new JsonArray(Invented.Sanction("L-1").With("kind", "sanction"), Invented.Alert("L-2")) }, "kinds"));
        var outcome = await _feed.OutcomeAsync("kinds");
        Assert.Equal((1, 1), ((int?)outcome["counts"]!["rejected"], (int?)outcome["counts"]!["created"]));
    }

    [Fact]
    public async Task What_Becomes_Of_Messages_Is_Counted()
    {
        await _feed.PostAsync(_feed.Message("counted", ["M-1"]));
        await _feed.OutcomeAsync("counted");
        await _feed.SendAsync("rubbish");
        await _feed.DrainedAsync();
        using var client = _feed.Hub.As("hub-operator", Roles.Administrator);
        await Eventually.TrueAsync(
            () =>
            {
                var metrics = client.GetStringAsync("metrics").GetAwaiter().GetResult();
                return metrics.Contains("infoshare_feed_messages_total{outcome=\"accepted\"}", StringComparison.Ordinal) && metrics.Contains("infoshare_feed_messages_total{outcome=\"unreadable\"}", StringComparison.Ordinal);
            },
            "both are counted");
    }

    private async Task<JsonObject> UploadAsync(string agency, string lines, bool gzip)
    {
        using var client = _feed.Hub.As(agency, Roles.Feed);
        using var content = new ByteArrayContent(gzip ? Submissions.SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(lines)) : Encoding.UTF8.GetBytes(lines));
        content.Headers.ContentType = new("application/x-ndjson");
        if (gzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        using var answer = await client.PostAsync("feed/files", content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var file = (await HubDriver.ReadAsync(answer)).AsObject();
        file.Remove("bytes");
        return file;
    }

    private async Task<(HttpStatusCode Status, string Submissions)> SendAsync(string message)
    {
        using var client = _feed.Hub.As("demo-pay", Roles.Feed);
        using var content = new StringContent(message, Encoding.ASCII) { Headers = { ContentType = new("application/jose") } };
        using var answer = await client.PostAsync("feed/messages", content);
        return (answer.StatusCode, (string)(await HubDriver.ReadAsync(answer))["submissions"]!);
    }

    private async Task<JsonArray> OutcomesAsync(string address)
    {
        using var client = _feed.Hub.As("demo-pay", Roles.Feed);
        return (await client.GetFromJsonAsync<JsonNode>(new Uri(_feed.Hub.Address, address)))!["items"]!.AsArray();
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var client = _feed.Hub.As("demo-pay", Roles.Feed);
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    private ValueTask<List<Entity>> RowsAsync(string agency) => _feed.Hub.Services.GetRequiredService<ITables>()
        .QueryAllAsync(StorageNames.Tables.Submissions, StorageNames.SubmissionRows.Partition(AgencyId.Parse(agency)), null, null, CancellationToken.None).ToListAsync();
}
