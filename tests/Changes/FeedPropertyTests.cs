using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Changes;

/// <summary>
/// Consumers that read the feed alone, over HTTP, while writers publish, correct, narrow, widen, retract, reinstate and repair, end with exactly
/// what list and get show them.
/// </summary>
public sealed class FeedPropertyTests : IAsyncLifetime
{
    private static readonly string[] Labels =
    [
        """{"tlp":"CLEAR"}""", """{"tlp":"GREEN"}""", """{"tlp":"GREEN","except":["demo-platform"]}""",
        """{"tlp":"AMBER","audience":[{"kind":"customs"}]}""", """{"tlp":"AMBER","audience":[{"membership":"home"}]}""",
        """{"tlp":"AMBER+STRICT","audience":[{"agency":"de-market"},{"agency":"demo-pay"}]}""",
        """{"tlp":"RED","audience":[{"agency":"cn-customs"}]}""",
    ];

    private static readonly (string Agency, Roles Roles)[] Readers =
    [
        ("cn-customs", Roles.Reader | Roles.CaseOfficer), ("de-market", Roles.Reader), ("demo-pay", Roles.Reader | Roles.Feed),
        ("demo-platform", Roles.Reader), ("cn-market", Roles.Publisher | Roles.Reader),
    ];

    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Who_Reads_The_Feed_Alone_Ends_With_What_List_And_Get_Show()
    {
        var seed = Environment.GetEnvironmentVariable("INFOSHARE_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        var random = new Random(seed);
        using var enough = new CancellationTokenSource();
        var clients = Readers.Select(reader => _hub.As(reader.Agency, reader.Roles, reader.Roles.HasFlag(Roles.CaseOfficer) ? "investigation" : null)).ToList();
        var feeds = clients.Select((client, at) => new FeedReader(client, 1 + random.Next(at == 0 ? 3 : 60))).ToList();
        var reading = feeds.Select((feed, at) => ReadAsync(feed, at % 2, enough.Token)).ToList();
        var writers = new[] { ("cn-market", "sanctions"), ("cn-market", "cases"), ("de-customs", "sanctions"), ("demo-pay", "alerts") }
            .Select(writer => new FeedWriter(_hub, writer.Item1, writer.Item2, Labels, new Random(random.Next()))).ToList();
        await Task.WhenAll(writers.Select(writer => writer.RunAsync(90)));
        await Task.WhenAll(writers.Select(writer => writer.SettleAsync()));
        await enough.CancelAsync();
        await Task.WhenAll(reading);
        for (var at = 0; at < feeds.Count; at++)
        {
            await feeds[at].ReadToEndAsync();
            var late = new FeedReader(clients[at], 500);
            await late.ReadToEndAsync();
            await AssertSameAsync(clients[at], feeds[at], $"seed {seed}, {Readers[at].Agency} from the beginning");
            await AssertSameAsync(clients[at], late, $"seed {seed}, {Readers[at].Agency} afterwards");
            Assert.Empty(late.Withdrawn);
            Assert.All(feeds[at].Items.Where(item => item["record"]?["label"]?["tlp"]?.GetValue<string>() == "RED"), item =>
                Assert.Equal(Readers[at].Agency, item["record"]!["publisher"]!.GetValue<string>()));
        }

        // The run was about something.
        Assert.Contains(feeds, feed => feed.Withdrawn.Count > 0);
        Assert.All(["published", "corrected", "retracted", "reinstated", "repaired"], (string change) =>
            Assert.Contains(feeds.SelectMany(feed => feed.Items), item => item["change"]!.GetValue<string>() == change));
        clients.ForEach(client => client.Dispose());
    }

    private static async Task ReadAsync(FeedReader feed, int wait, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await feed.ReadAsync(wait);
        }
    }

    private static async Task AssertSameAsync(HttpClient client, FeedReader feed, string who)
    {
        var listed = new Dictionary<string, JsonNode>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var response = await client.GetAsync(new Uri($"records?limit=500{cursor}", UriKind.Relative));
            var page = await HubDriver.ReadAsync(response);
            foreach (var item in page["items"]!.AsArray())
            {
                listed.Add(item!["id"]!.GetValue<string>(), item);
            }

            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        }

        Assert.True(listed.Keys.ToHashSet().SetEquals(feed.Records.Keys), $"{who}: only listed {string.Join(", ", listed.Keys.Except(feed.Records.Keys))}; only fed {string.Join(", ", feed.Records.Keys.Except(listed.Keys))}");
        foreach (var (id, record) in feed.Records)
        {
            Assert.True(JsonNode.DeepEquals(listed[id], record), $"{who}: listed {listed[id].ToJsonString()}, fed {record.ToJsonString()}");
            using var got = await client.GetAsync(new Uri($"records/{id}", UriKind.Relative));
            Assert.True(JsonNode.DeepEquals(await HubDriver.ReadAsync(got), record), $"{who}: get and feed differ on {id}");
        }
    }
}
