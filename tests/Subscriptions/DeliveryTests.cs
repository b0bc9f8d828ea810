using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Subscriptions;
using InfoShare.Subscriptions;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Subscriptions;

public sealed class DeliveryTests : IAsyncLifetime
{
    private const string Agency = "de-market";

    private SubscriptionDriver _hub = null!;

    private Receiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _hub = await SubscriptionDriver.StartAsync();
        _receiver = await Receiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task What_The_Filter_Does_Not_Match_And_What_The_Agency_May_Not_See_Is_Not_Told()
    {
        await _hub.SubscribeAsync(Agency, _receiver.Address, """
            {"kinds":["sanction"],"categories":["non-delivery","counterfeit"],"jurisdictions":["CN"],"minimumSeverity":"moderate",
             "merchants":[{"scheme":"registration","value":"de:hrb 999001"}]}
            """);
        JsonObject Serious(string reference, string label = """{"tlp":"GREEN"}""") => Invented.Sanction(reference, label).With("severity", "serious");
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("F-1"));
        await _hub.Hub.PublishAsync("cn-market", "sanctions", Serious("F-2").With("category", "smuggling"));
        await _hub.Hub.PublishAsync("de-customs", "sanctions", Serious("F-3"));
        await _hub.Hub.PublishAsync("cn-market", "sanctions", Serious("F-4").With("severity", "minor"));
        await _hub.Hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("F-5"));
        await _hub.Hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("F-6", identifiers: """[{"scheme":"registration","value":"DE:HRB999002"}]""").With("severity", "serious"));
        await _hub.Hub.PublishAsync("cn-market", "sanctions", Serious("F-7", """{"tlp":"AMBER","audience":[{"kind":"tax"}]}"""));
        await _hub.Hub.PublishAsync("cn-market", "sanctions", Serious("F-8", """{"tlp":"RED","audience":[{"agency":"de-market"}]}"""));
        var matching = await _hub.Hub.PublishAsync("cn-market", "sanctions", Serious("F-9"));
        await UntilReceivedAsync(1);
        Assert.Equal(matching, Assert.Single(_receiver.All).Record);
    }

    [Fact]
    public async Task Ones_Own_Red_Record_Is_Not_Told_Of_Either()
    {
        await _hub.SubscribeAsync("cn-market", _receiver.Address);
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("R-1", """{"tlp":"RED","audience":[{"agency":"de-market"}]}"""));
        var own = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("R-2"));
        await UntilReceivedAsync(1);
        Assert.Equal(own, Assert.Single(_receiver.All).Record);
    }

    [Fact]
    public async Task A_Retraction_Reaches_Those_Whose_Filter_Matched_The_Content_That_Is_Gone()
    {
        await _hub.SubscribeAsync(Agency, _receiver.Address, """{"categories":["counterfeit"],"merchants":[{"scheme":"registration","value":"DE:HRB999001"}]}""");
        var id = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("T-1"));
        await UntilReceivedAsync(1);
        await _hub.ChangeAsync("cn-market", HttpMethod.Post, $"records/{id}/retract", 1, new() { ["reason"] = "Mistaken." });
        await UntilReceivedAsync(2);
        Assert.Equal(["infoshare.record.published", "infoshare.record.retracted"], _receiver.All.Select(received => received.Type));
    }

    [Fact]
    public async Task A_Narrowed_Label_Tells_Those_Who_Lose_Sight_Of_The_Record_Its_Id_Alone()
    {
        await _hub.SubscribeAsync(Agency, _receiver.Address);
        var id = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("N-1"));
        await UntilReceivedAsync(1);
        await _hub.ChangeAsync("cn-market", HttpMethod.Put, $"records/{id}", 1, Invented.Case("N-1", """{"tlp":"AMBER","audience":[{"kind":"tax"}]}""").With("change", new JsonObject { ["reason"] = "Narrowed." }));
        await UntilReceivedAsync(2);
        var told = _receiver.All.Last();
        Assert.Equal("infoshare.record.withdrawn_from_view", told.Type);
        Assert.Equal(["change", "id"], told.Event["data"]!.AsObject().Select(member => member.Key));
        Assert.Null(told.Event["dataclassification"]);
    }

    [Fact]
    public async Task A_Failed_Delivery_Is_Tried_Again_Under_The_Same_Id_Until_It_Is_Taken()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        var failures = 2;
        _receiver.Answer = context =>
        {
            context.Response.StatusCode = Interlocked.Decrement(ref failures) >= 0 ? 500 : 200;
            return Task.CompletedTask;
        };
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("A-1"));
        await _hub.UntilAsync(Agency, subscription, "delivered");
        var delivery = Assert.Single(await _hub.LogAsync(Agency, subscription));
        Assert.Equal([500, 500, 200], delivery["attempts"]!.AsArray().Select(attempt => attempt!["status"]!.GetValue<int>()));
        Assert.Equal(delivery["id"]!.GetValue<string>(), Assert.Single(_receiver.All.Select(received => received.Id).Distinct()));
        Assert.Equal(3, _receiver.All.Count);
    }

    [Fact]
    public async Task A_Receiver_That_Says_410_Is_Asked_No_More()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        _receiver.AnswerWith(410);
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("G-1"));
        await _hub.UntilStatusAsync(Agency, subscription, "disabled");
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("G-2"));
        await _hub.UntilAsync(Agency, subscription, "held");
        Assert.Single(_receiver.All);
        Assert.Contains("410", (await _hub.GetAsync(Agency, $"subscriptions/{subscription["id"]}"))["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resuming_Delivers_What_Disabled_The_Subscription_And_What_Came_Meanwhile()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        _receiver.AnswerWith(410);
        var failed = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("G-3"));
        await _hub.UntilStatusAsync(Agency, subscription, "disabled");
        var held = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("G-4"));
        await _hub.UntilAsync(Agency, subscription, "held");
        _receiver.All.Clear();
        _receiver.AnswerWith(204);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/resume", null);
        await UntilReceivedAsync(2);
        Assert.Equal(new HashSet<string> { failed, held }, _receiver.All.Select(received => received.Record).ToHashSet());
        await Eventually.TrueAsync(async () => (await _hub.LogAsync(Agency, subscription)).TrueForAll(delivery => (string?)delivery["state"] == "delivered"), "both are delivered");
    }

    [Fact]
    public async Task The_Agency_Is_Told_Of_A_Disabled_Subscription_By_Its_Others_And_By_Me()
    {
        await using var other = await Receiver.StartAsync();
        await _hub.SubscribeAsync(Agency, other.Address, """{"kinds":["alert"]}""");
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        Assert.DoesNotContain("notices", (await _hub.GetAsync(Agency, "me")).AsObject());
        _receiver.AnswerWith(410);
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("M-1"));
        await Eventually.TrueAsync(() => !other.All.IsEmpty, "the other subscription is told");
        var told = Assert.Single(other.All);
        Assert.Equal("infoshare.subscription.disabled", told.Type);
        Assert.Equal(subscription["id"]!.GetValue<string>(), told.Event["data"]!["subscription"]!.GetValue<string>());
        var notice = Assert.Single((await _hub.GetAsync(Agency, "me"))["notices"]!.AsArray())!;
        Assert.Equal("subscription-disabled", notice["code"]!.GetValue<string>());
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        using var about = await client.GetAsync(new Uri(_hub.Hub.Address, notice["href"]!.GetValue<string>()));
        using var operatorClient = _hub.Hub.As("hub-operator", Roles.Administrator);
        await Eventually.TrueAsync(
            async () => (await operatorClient.GetStringAsync("metrics")).Contains("infoshare_deliveries_total{outcome=\"notice-delivered\"} 1", StringComparison.Ordinal), "the notice is counted");
        Assert.Equal("disabled", (await HubDriver.ReadAsync(about))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_Redirect_Is_A_Failure_And_Is_Not_Followed()
    {
        var subscription = await _hub.SubscribeAsync(Agency, new Uri(_receiver.Address, "/hook"));
        _receiver.AnswerWith(307, response => response.Headers.Location = new Uri(_receiver.Address, "/elsewhere").ToString());
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        var outcome = await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/test", null);
        Assert.False(outcome["delivered"]!.GetValue<bool>());
        Assert.Equal("redirect", outcome["attempt"]!["error"]!.GetValue<string>());
        Assert.Equal("/hook", Assert.Single(_receiver.All).Path);
    }

    [Fact]
    public async Task A_Subscription_Can_Be_Tested_So_Often_And_Then_Must_Wait()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        for (var test = 0; test < TestCalls.PerMinute; test++)
        {
            await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/test", null);
        }

        using var answer = await client.PostAsync(new Uri($"subscriptions/{subscription["id"]}/test", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(TestCalls.PerMinute, _receiver.All.Count);
    }

    [Fact]
    public async Task A_Receiver_That_Asks_For_A_Pause_Gets_It()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        _receiver.Answer = context =>
        {
            context.Response.StatusCode = _receiver.All.Count == 1 ? 429 : 200;
            context.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        };
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("P-1"));
        await _hub.UntilAsync(Agency, subscription, "delivered");
        var received = _receiver.All.ToList();
        Assert.True(received[1].At - received[0].At >= TimeSpan.FromSeconds(1.9), $"{received[1].At - received[0].At}");
    }

    [Fact]
    public async Task After_The_Last_Try_The_Subscription_Is_Disabled_And_Resuming_It_Brings_What_Failed_And_What_Was_Held()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        _receiver.AnswerWith(500);
        var first = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("D-1"));
        await _hub.UntilStatusAsync(Agency, subscription, "disabled");
        Assert.Equal(1 + SubscriptionDriver.Retries, _receiver.All.Count);
        Assert.Equal("failed", Assert.Single(await _hub.LogAsync(Agency, subscription))["state"]!.GetValue<string>());
        var second = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("D-2"));
        await _hub.UntilAsync(Agency, subscription, "held");
        _receiver.AnswerWith(200);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        Assert.Equal("active", (await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/resume", null))["status"]!.GetValue<string>());
        var tries = 1 + SubscriptionDriver.Retries;
        await UntilReceivedAsync(tries + 2);
        Assert.Equal(new HashSet<string> { first, second }, _receiver.All.Skip(tries).Select(received => received.Record).ToHashSet());
        await Eventually.TrueAsync(async () => (await _hub.LogAsync(Agency, subscription)).TrueForAll(delivery => (string?)delivery["state"] == "delivered"), "both are delivered");
        await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/deliveries/replay", new JsonObject { ["from"] = "2020-01-01T00:00:00Z", ["state"] = "delivered" });
        await UntilReceivedAsync(tries + 4);
        Assert.Equal(new HashSet<string> { first, second }, _receiver.All.Skip(tries + 2).Select(received => received.Record).ToHashSet());
    }

    [Fact]
    public async Task A_Paused_Subscription_Is_Told_When_It_Is_Resumed()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        Assert.Equal("paused", (await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/pause", null))["status"]!.GetValue<string>());
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("H-1"));
        await _hub.UntilAsync(Agency, subscription, "held");
        Assert.Empty(_receiver.All);
        await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/resume", null);
        await _hub.UntilAsync(Agency, subscription, "delivered");
        Assert.Single(_receiver.All);
    }

    [Fact]
    public async Task What_Is_Narrowed_Before_Its_Turn_Is_Dropped()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/pause", null);
        var id = await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("O-1"));
        await _hub.UntilAsync(Agency, subscription, "held");
        await _hub.ChangeAsync("cn-market", HttpMethod.Put, $"records/{id}", 1, Invented.Case("O-1", """{"tlp":"AMBER","audience":[{"kind":"tax"}]}""").With("change", new JsonObject { ["reason"] = "Narrowed." }));
        await Eventually.TrueAsync(async () => (await _hub.LogAsync(Agency, subscription)).Count == 2, "the narrowing is held too");
        await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/resume", null);
        await Eventually.TrueAsync(
            async () => (await _hub.LogAsync(Agency, subscription)).Select(delivery => delivery["state"]!.GetValue<string>()).SequenceEqual(["delivered", "dropped"]), "both are settled");
        Assert.Equal("infoshare.record.withdrawn_from_view", Assert.Single(_receiver.All).Type);
    }

    [Fact]
    public async Task Two_Messages_About_The_Same_Are_One_Delivery_And_A_Replay_Sends_It_Again()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("S-1"));
        await _hub.UntilAsync(Agency, subscription, "delivered");
        var message = new DeliveryMessage { Agency = InfoShare.Agencies.AgencyId.Parse(Agency), Subscription = subscription["id"]!.GetValue<string>(), Indexes = [0] };
        await _hub.Hub.Services.GetRequiredService<DeliveryWorker>().HandleAsync(message.Encode(), CancellationToken.None);
        Assert.Single(_receiver.All);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        var delivery = Assert.Single(await _hub.LogAsync(Agency, subscription))["id"]!.GetValue<string>();
        await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/deliveries/{delivery}/replay", null);
        await UntilReceivedAsync(2);
        Assert.Equal(delivery, Assert.Single(_receiver.All.Select(received => received.Id).Distinct()));
        await Eventually.TrueAsync(async () => Assert.Single(await _hub.LogAsync(Agency, subscription))["attempts"]!.AsArray().Count == 2, "both attempts are in the log");
    }

    [Fact]
    public async Task One_Receiver_That_Hangs_Does_Not_Hold_Up_Another()
    {
        using var hanging = new RawReceiver(RawReceiver.Hang);
        var stuck = await _hub.SubscribeAsync("cn-tax", hanging.Address);
        await _hub.SubscribeAsync(Agency, _receiver.Address);
        for (var number = 0; number < 10; number++)
        {
            await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case($"X-{number}"));
        }

        await UntilReceivedAsync(10);
        await Eventually.TrueAsync(
            async () => (await _hub.LogAsync("cn-tax", stuck)).Exists(delivery => delivery["attempts"]!.AsArray() is [var first, ..] && first!["error"]?.GetValue<string>() == "timeout"), "the other timed out");
    }

    [Theory]
    [InlineData(RawReceiver.Hang, "timeout")]
    [InlineData(RawReceiver.StreamHeaders, "connection")]
    [InlineData(RawReceiver.DribbleHeaders, "timeout")]
    [InlineData(RawReceiver.Close, "connection")]
    [InlineData(RawReceiver.NoHttp, "connection")]
    [InlineData(RawReceiver.StreamBody, null)]
    public async Task A_Receiver_That_Misbehaves_Costs_A_Bounded_Time(string behaviour, string? error)
    {
        using var receiver = new RawReceiver(behaviour);
        var subscription = await _hub.SubscribeAsync(Agency, receiver.Address);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        var started = TimeProvider.System.GetTimestamp();
        var outcome = await _hub.PostAsync(client, $"subscriptions/{subscription["id"]}/test", null);
        Assert.Equal(error, outcome["attempt"]!["error"]?.GetValue<string>());
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_Subscription_Is_Its_Agencys_Own_And_Gone_When_It_Is_Ended()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        var path = $"subscriptions/{subscription["id"]}";
        using var own = _hub.Hub.As(Agency, Roles.Reader);
        using var other = _hub.Hub.As("cn-tax", Roles.Reader);
        using var administrator = _hub.Hub.As("hub-operator", Roles.Administrator);
        foreach (var (method, route) in new[] { (HttpMethod.Get, path), (HttpMethod.Delete, path), (HttpMethod.Post, $"{path}/pause"), (HttpMethod.Post, $"{path}/test"), (HttpMethod.Get, $"{path}/deliveries") })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(other, method, route));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(administrator, HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(administrator, HttpMethod.Post, $"{path}/pause"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(administrator, HttpMethod.Post, $"{path}/test"));
        Assert.DoesNotContain("secret", (await _hub.GetAsync(Agency, path)).AsObject());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own, HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(own, HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(own, HttpMethod.Delete, path));
        Assert.Empty((await _hub.GetAsync(Agency, "subscriptions"))["items"]!.AsArray());
        await _hub.Hub.Services.GetRequiredService<SubscriptionSweep>().RunAsync(CancellationToken.None);
        Assert.Empty(await _hub.Hub.Services.GetRequiredService<SubscriptionStore>().ListAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task A_Change_Needs_The_Present_Etag()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        foreach (var (etag, expected) in new[] { ((string?)null, HttpStatusCode.PreconditionRequired), ("\"7\"", HttpStatusCode.PreconditionFailed), ("\"1\"", HttpStatusCode.OK), ("\"1\"", HttpStatusCode.PreconditionFailed), ("\"2\"", HttpStatusCode.OK) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"subscriptions/{subscription["id"]}") { Content = HubDriver.Json(new JsonObject { ["url"] = _receiver.Address.ToString() }) };
            if (etag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", etag);
            }

            using var answer = await client.SendAsync(request);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_Agency_That_Looked_A_Merchant_Up_Is_Told_Of_A_Later_Sanction_On_It()
    {
        await _hub.SubscribeAsync(Agency, _receiver.Address, lookedUp: """{"days":30,"only":true}""");
        await _hub.SubscribeAsync("cn-tax", new Uri(_receiver.Address, "/tax"), lookedUp: """{"days":30,"only":true}""");
        using (var client = _hub.Hub.As(Agency, Roles.Reader))
        {
            using var lookUp = await client.GetAsync(new Uri("merchants/registration/DE:HRB777001", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, lookUp.StatusCode);
            await _hub.PostAsync(client, "screenings", JsonNode.Parse("""{"queries":{"q":{"names":["ostwind quarz ltd."]}}}"""));
        }

        var interests = _hub.Hub.Services.GetRequiredService<InterestStore>();
        var hashes = new[] { interests.HashOf("registration", "DE:HRB777001"), interests.HashesOf("Ostwind Quarz Ltd")[0] };
        foreach (var hash in hashes)
        {
            await Eventually.TrueAsync(async () => (await interests.FindAsync([hash], CancellationToken.None)).Count == 1, "the look-up is noted");
        }

        JsonObject On(string reference, string number, string name, string label = """{"tlp":"GREEN"}""") =>
            Invented.Sanction(reference, label, $$"""[{"scheme":"registration","value":"DE:HRB{{number}}"}]""", name);
        await _hub.Hub.PublishAsync("cn-market", "sanctions", On("L-1", "777001", "Somebody", """{"tlp":"AMBER","audience":[{"kind":"tax"}]}"""));
        await _hub.Hub.PublishAsync("cn-market", "sanctions", On("L-2", "777009", "Somebody Else"));
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("L-3", identifiers: """[{"scheme":"registration","value":"DE:HRB777001"}]"""));
        var byNumber = await _hub.Hub.PublishAsync("cn-market", "sanctions", On("L-4", "777001", "Somebody"));
        var byName = await _hub.Hub.PublishAsync("cn-market", "sanctions", On("L-5", "777002", "OSTWIND Quarz Ltd"));
        await UntilReceivedAsync(2);
        Assert.Equal(new HashSet<string> { byNumber, byName }, _receiver.All.Select(received => received.Record).ToHashSet());
        Assert.All(_receiver.All, received =>
        {
            Assert.Equal("/", received.Path);
            Assert.Equal("looked-up", received.Event["data"]!["because"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task Who_Did_Not_Ask_To_Be_Told_Later_Has_No_Look_Up_Noted()
    {
        await _hub.SubscribeAsync("cn-tax", _receiver.Address, lookedUp: """{"days":1}""");
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        using var tax = _hub.Hub.As("cn-tax", Roles.Reader);
        foreach (var who in new[] { client, tax })
        {
            using var lookUp = await who.GetAsync(new Uri("merchants/registration/DE:HRB777001", UriKind.Relative));
        }

        var interests = _hub.Hub.Services.GetRequiredService<InterestStore>();
        var hash = interests.HashOf("registration", "DE:HRB777001");
        await Eventually.TrueAsync(async () => (await interests.FindAsync([hash], CancellationToken.None)).Count > 0, "the look-up is noted");
        Assert.Equal(["cn-tax"], (await interests.FindAsync([hash], CancellationToken.None)).Keys.Select(agency => agency.ToString()));
        await interests.RemoveAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), CancellationToken.None);
        Assert.Empty(await interests.FindAsync([hash], CancellationToken.None));
    }

    [Fact]
    public async Task The_Log_Forgets_What_Is_Old()
    {
        var subscription = await _hub.SubscribeAsync(Agency, _receiver.Address);
        await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case("E-1"));
        await _hub.UntilAsync(Agency, subscription, "delivered");
        var log = _hub.Hub.Services.GetRequiredService<DeliveryLog>();
        await log.RemoveAsync(subscription["id"]!.GetValue<string>(), TimeProvider.System.GetUtcNow().AddDays(-1), CancellationToken.None);
        Assert.Single(await _hub.LogAsync(Agency, subscription));
        await log.RemoveAsync(subscription["id"]!.GetValue<string>(), TimeProvider.System.GetUtcNow().AddDays(1), CancellationToken.None);
        Assert.Empty(await _hub.LogAsync(Agency, subscription));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private Task UntilReceivedAsync(int count) => Eventually.TrueAsync(() => _receiver.All.Count >= count, $"{count} deliveries");
}
