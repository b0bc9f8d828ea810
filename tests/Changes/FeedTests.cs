using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Changes;
using InfoShare.Functions.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfoShare.Tests.Changes;

public sealed class FeedTests : IAsyncLifetime
{
    private const string Hidden = """{"tlp":"AMBER","audience":[{"agency":"cn-tax"}]}""";

    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync(
        decorate: services => services.Replace(ServiceDescriptor.Singleton(new ChangeLimits { MaxScanned = 5, Chunk = 2 })));

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_Caller_Who_Sees_Little_Goes_On_By_Empty_Pages()
    {
        for (var number = 0; number < 12; number++)
        {
            await _hub.PublishAsync("cn-market", "cases", Invented.Case($"H-{number}", Hidden));
        }

        var seen = await _hub.PublishAsync("cn-market", "cases", Invented.Case("S-1"));
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        var pages = 1;
        for (; await feed.ReadAsync(wait: 30); pages++)
        {
            Assert.True(pages < 4);
        }

        Assert.Equal(3, pages);
        Assert.Equal(seen, Assert.Single(feed.Records).Key);
    }

    [Fact]
    public async Task Waiting_Ends_With_What_The_Caller_May_See_And_Not_With_What_It_May_Not()
    {
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        await feed.ReadToEndAsync();
        var waiting = feed.ReadAsync(wait: 30);
        await _hub.PublishAsync("cn-market", "cases", Invented.Case("H-1", Hidden));
        Assert.False(waiting.IsCompleted);
        var seen = await _hub.PublishAsync("cn-market", "cases", Invented.Case("S-1"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(seen, Assert.Single(feed.Records).Key);
    }

    [Fact]
    public async Task Waiting_For_Nothing_Ends_At_The_Time_Out_With_An_Empty_Page()
    {
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        var started = TimeProvider.System.GetTimestamp();
        var waiting = feed.ReadAsync(wait: 1);
        await _hub.PublishAsync("cn-market", "cases", Invented.Case("H-1", Hidden));
        Assert.False(await waiting);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.95));
        Assert.Empty(feed.Items);
    }

    [Fact]
    public async Task Stopping_The_Hub_Ends_The_Waiting_With_An_Answer()
    {
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        await feed.ReadToEndAsync();
        var waiting = feed.ReadAsync(wait: 30);
        await Hosting.Eventually.TrueAsync(() => waiting.Status is TaskStatus.WaitingForActivation, "the request is under way");
        _hub.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        await waiting.WaitAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_Narrowed_Record_Is_Withdrawn_From_Those_Alone_Who_Could_See_It()
    {
        using var loses = _hub.As("de-market", Roles.Reader);
        using var never = _hub.As("cn-tax", Roles.Reader);
        var (losing, other) = (new FeedReader(loses), new FeedReader(never));
        await losing.ReadToEndAsync();
        await other.ReadToEndAsync();
        var id = await _hub.PublishAsync("cn-market", "cases", Invented.Case("N-1", """{"tlp":"AMBER","audience":[{"agency":"de-market"}]}"""));
        await losing.ReadToEndAsync();
        Assert.Contains(id, losing.Records.Keys);
        await CorrectAsync(id, 1, Invented.Case("N-1", """{"tlp":"AMBER","audience":[{"agency":"de-customs"}]}"""));
        await losing.ReadToEndAsync();
        await other.ReadToEndAsync();
        Assert.Equal([id], losing.Withdrawn);
        Assert.Empty(other.Items);
        await CorrectAsync(id, 2, Invented.Case("N-1", """{"tlp":"AMBER","audience":[{"agency":"de-customs"}]}""").With("summary", "Still hidden."));
        await losing.ReadToEndAsync();
        Assert.Equal([id], losing.Withdrawn);
    }

    [Fact]
    public async Task A_Record_That_Becomes_Red_Is_Withdrawn_Also_From_The_Case_Officer_Whom_It_Names()
    {
        using var officer = _hub.As("cn-customs", Roles.CaseOfficer, "investigation; case=\"1\"");
        var feed = new FeedReader(officer);
        await feed.ReadToEndAsync();
        var id = await _hub.PublishAsync("cn-market", "cases", Invented.Case("R-1"));
        await feed.ReadToEndAsync();
        await CorrectAsync(id, 1, Invented.Case("R-1", """{"tlp":"RED","audience":[{"agency":"cn-customs"}]}"""));
        await feed.ReadToEndAsync();
        Assert.Empty(feed.Records);
        Assert.Equal([id], feed.Withdrawn);
    }

    [Fact]
    public async Task What_Was_Withdrawn_Before_A_Reader_Began_It_Is_Not_Told()
    {
        var id = await _hub.PublishAsync("cn-market", "cases", Invented.Case("B-1"));
        await CorrectAsync(id, 1, Invented.Case("B-1", Hidden));
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        await feed.ReadToEndAsync();
        Assert.Empty(feed.Items);
    }

    [Fact]
    public async Task Who_Begins_After_A_Retraction_Gets_Tombstones_And_No_Content()
    {
        var id = await _hub.PublishAsync("cn-market", "cases", Invented.Case("T-1"));
        using (var publisher = _hub.As("cn-market", Roles.Publisher))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"records/{id}/retract") { Content = HubDriver.Json(new JsonObject { ["reason"] = "Mistaken." }) };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            request.Headers.Add("Prefer", "wait=10");
            using var answer = await publisher.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        await feed.ReadToEndAsync();
        Assert.Equal(["published", "retracted"], feed.Items.Select(item => item["change"]!.GetValue<string>()));
        Assert.All(feed.Items, item =>
        {
            Assert.Equal("retracted", item["record"]!["status"]!.GetValue<string>());
            Assert.DoesNotContain("summary", item["record"]!.AsObject());
        });
    }

    [Fact]
    public async Task Kinds_Narrow_The_Feed_And_Belong_To_The_Cursor()
    {
        await _hub.PublishAsync("cn-market", "cases", Invented.Case("K-1"));
        var sanction = await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("K-2"));
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client, filters: "&kinds=sanction,alert");
        await feed.ReadToEndAsync();
        Assert.Equal(sanction, Assert.Single(feed.Records).Key);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, $"changes?after={feed.Next}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, $"changes?kinds=alert,sanction&after={feed.Next}"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, "changes?kinds=sanction,"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, "changes?kinds=sanction,sanction"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, "changes?after=none"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, "changes?wait=31"));
        using var another = _hub.As("de-customs", Roles.Reader);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(another, $"changes?kinds=alert,sanction&after={feed.Next}"));
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("kind")]
    [InlineData("membership")]
    [InlineData("jurisdiction")]
    [InlineData("status")]
    public async Task When_What_An_Agency_May_See_Changes_Its_Cursor_Is_Void_And_Stays_So(string what)
    {
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        await feed.ReadAsync();
        var before = _hub.Services.GetRequiredService<AgencyDirectory>().Snapshot.Find(AgencyId.Parse("de-market"))!;
        await PutAsync(what switch
        {
            "groups" => before.Agency with { Groups = ["op-lantern"] },
            "kind" => before.Agency with { Kind = AgencyKind.Customs },
            "membership" => before.Agency with { Membership = Membership.Home },
            "jurisdiction" => before.Agency with { Jurisdiction = "AT" },
            _ => before.Agency with { Status = AgencyStatus.Suspended },
        });
        Assert.Equal(what == "status" ? HttpStatusCode.Unauthorized : HttpStatusCode.Gone, await StatusAsync(client, $"changes?after={feed.Next}"));
        await PutAsync(before.Agency);
        using var answer = await client.GetAsync(new Uri($"changes?after={feed.Next}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Equal("/api/v1/changes", answer.Headers.Location!.ToString());
        Assert.Equal("urn:infoshare:problem:cursor-expired", (await HubDriver.ReadAsync(answer))["type"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "changes"));
    }

    [Theory]
    [InlineData("status", HttpStatusCode.Unauthorized)]
    [InlineData("groups", HttpStatusCode.Gone)]
    public async Task What_Comes_While_An_Agency_Waits_Is_Not_Shown_To_It_If_Its_Standing_Has_Changed_Meanwhile(string what, HttpStatusCode expected)
    {
        using var client = _hub.As("de-customs", Roles.Reader);
        var feed = new FeedReader(client);
        await feed.ReadToEndAsync();
        var waiting = client.GetAsync(new Uri($"changes?wait=30&after={feed.Next}", UriKind.Relative));
        await _hub.PublishAsync("cn-market", "cases", Invented.Case("W-1", Hidden));
        Assert.False(waiting.IsCompleted);
        var agency = _hub.Services.GetRequiredService<AgencyDirectory>().Snapshot.Find(AgencyId.Parse("de-customs"))!.Agency;
        await PutAsync(what == "status" ? agency with { Status = AgencyStatus.Suspended } : agency with { Groups = [] });
        await _hub.PublishAsync("cn-market", "cases", Invented.Case("W-2"));
        using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(what == "groups" ? "/api/v1/changes" : null, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_Change_Of_The_Agencys_Name_Leaves_Its_Cursors_Good()
    {
        using var client = _hub.As("de-market", Roles.Reader);
        var feed = new FeedReader(client);
        await feed.ReadAsync();
        await PutAsync(_hub.Services.GetRequiredService<AgencyDirectory>().Snapshot.Find(AgencyId.Parse("de-market"))!.Agency with { Name = "Another" });
        await feed.ReadToEndAsync();
    }

    /// <summary>The index and the sequence know nothing yet of a narrowing that has been answered: its record is shown no more all the same.</summary>
    [Fact]
    public async Task Once_A_Narrowing_Is_Answered_No_Body_Leaves_Whether_It_Is_Sequenced_Or_Not()
    {
        await using var hub = await HubDriver.StartAsync(behindFunctionsHost: true);
        await hub.RegisterAsync("cn-market", AgencyKind.MarketRegulator, "CN", Membership.Home);
        await hub.RegisterAsync("de-market", AgencyKind.MarketRegulator, "DE", Membership.Partner);
        using var publisher = hub.As("cn-market", Roles.Publisher);
        using var published = await publisher.PostAsync("cases", HubDriver.Json(Invented.Case("U-1")));
        var id = (await HubDriver.ReadAsync(published))["id"]!.GetValue<string>();
        await hub.Services.GetRequiredService<SequencingRuns>().RunAsync(StorageNames.RecordRows.Shards, CancellationToken.None);
        using var client = hub.As("de-market", Roles.Reader);
        var before = new FeedReader(client);
        await Hosting.Eventually.TrueAsync(
            async () =>
            {
                await before.ReadAsync();
                return before.Records.Count == 1;
            },
            "the publication is told");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"records/{id}")
        {
            Content = HubDriver.Json(Invented.Case("U-1", """{"tlp":"AMBER","audience":[{"kind":"tax"}]}""").With("change", new JsonObject { ["reason"] = "Narrowed." })),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var narrowed = await publisher.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, narrowed.StatusCode);
        var after = new FeedReader(client);
        await after.ReadToEndAsync();
        Assert.Empty(after.Items);
    }

    private async Task PutAsync(Agency agency)
    {
        var directory = _hub.Services.GetRequiredService<AgencyDirectory>();
        Assert.IsType<AgencyWriteOutcome.Updated>(await directory.PutAsync(agency, directory.Snapshot.Find(agency.Id)!.Revision, CancellationToken.None));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task CorrectAsync(string id, int version, JsonObject content)
    {
        using var client = _hub.As("cn-market", Roles.Publisher);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"records/{id}") { Content = HubDriver.Json(content.With("change", new JsonObject { ["reason"] = "Narrowed." })) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.True(answer.Headers.Contains("Preference-Applied"));
    }
}
