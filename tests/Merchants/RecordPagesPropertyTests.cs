using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Merchants;

/// <summary>Pages of a real hub, over HTTP, while other clients publish, correct, retract and narrow what is listed.</summary>
public sealed class RecordPagesPropertyTests : IAsyncLifetime
{
    private const string Reader = "de-customs";

    private static readonly string[] Writers = ["cn-customs", "cn-market", "de-market"];

    private HubDriver _hub = null!;

    private int _references;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public void Pages_Lose_Nothing_Repeat_Nothing_And_Are_Newest_First_While_Others_Write() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(6), Prop.ForAll<int>(seed =>
        {
            RunAsync(new Random(seed)).GetAwaiter().GetResult();
            return true;
        }));

    private async Task RunAsync(Random random)
    {
        var earlier = (await ListAsync(limit: 500)).SelectMany(page => page).ToHashSet();
        var written = await PublishSeveralAsync(random, 12 + random.Next(12));
        var gone = new ConcurrentDictionary<string, bool>();
        using var enough = new CancellationTokenSource();
        using var pinned = new CancellationTokenSource();
        var late = new ConcurrentQueue<string>();
        var writing = Task.WhenAll(Writers.Select(writer => WriteAsync(
            writer, new Random(random.Next()), [.. written.Where(record => record.Writer == writer)], gone, late, pinned.Token, enough.Token)));

        // Whatever is published once the first page is there comes after the place at which the listing is pinned.
        var pages = await ListAsync(1 + random.Next(7), pinned.Cancel);
        await enough.CancelAsync();
        await writing;

        var listed = pages.SelectMany(page => page).ToList();
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Superset(earlier.Concat(written.Select(record => record.Id)).Where(id => !gone.ContainsKey(id)).ToHashSet(), listed.ToHashSet());
        Assert.Empty(listed.Intersect(late));

        // What is older stays older: the order is that of one page read in peace, in which all of this round come before all of the rounds before.
        var peace = (await ListAsync(limit: 500)).SelectMany(page => page).ToList();
        var places = peace.Select((id, place) => (id, place)).ToDictionary(item => item.id, item => item.place);
        var order = listed.Where(places.ContainsKey).Select(id => places[id]).ToList();
        Assert.Equal(order.Order(), order);
        Assert.All(peace.Take(peace.Count - earlier.Count(places.ContainsKey)), id => Assert.DoesNotContain(id, earlier));
    }

    /// <summary>Every page from the first to the last, as the reader sees them.</summary>
    private async Task<List<List<string>>> ListAsync(int limit, Action? afterPage = null)
    {
        using var client = _hub.As(Reader, Roles.Reader);
        var pages = new List<List<string>>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var response = await client.GetAsync(new Uri($"records?limit={limit}{cursor}", UriKind.Relative));
            var page = await HubDriver.ReadAsync(response);
            Assert.True(response.IsSuccessStatusCode, page.ToJsonString());
            pages.Add([.. page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())]);
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
            afterPage?.Invoke();
        }

        return pages;
    }

    private async Task<List<Written>> PublishSeveralAsync(Random random, int count)
    {
        var records = new ConcurrentBag<Written>();
        var writers = Enumerable.Range(0, count).Select(_ => Writers[random.Next(Writers.Length)]).ToList();
        await Parallel.ForEachAsync(writers, async (writer, _) => records.Add(await PublishAsync(writer, wait: true)));
        return [.. records];
    }

    /// <summary>One client that changes its own records and publishes new ones until it is told to stop.</summary>
    private async Task WriteAsync(
        string writer,
        Random random,
        List<Written> own,
        ConcurrentDictionary<string, bool> gone,
        ConcurrentQueue<string> late,
        CancellationToken pinned,
        CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var choice = random.Next(4);
            if (choice == 0 || own.Count == 0)
            {
                var isLate = pinned.IsCancellationRequested;
                var added = await PublishAsync(writer, wait: random.Next(2) == 0);
                own.Add(added);
                if (isLate)
                {
                    late.Enqueue(added.Id);
                }

                continue;
            }

            var place = random.Next(own.Count);
            var record = own[place];
            if (choice == 1)
            {
                own[place] = await ChangeAsync(record, HttpMethod.Put, "", Content(record.Reference, """{"tlp":"GREEN"}""", random.Next()));
            }
            else if (choice == 2)
            {
                // Taken out of the reader's sight: from now on it may be missing.
                gone[record.Id] = true;
                own.RemoveAt(place);
                await ChangeAsync(record, HttpMethod.Put, "", Content(record.Reference, """{"tlp":"AMBER","audience":[{"agency":"cn-tax"}]}""", 0));
            }
            else
            {
                own.RemoveAt(place);
                await ChangeAsync(record, HttpMethod.Post, "/retract", new() { ["reason"] = "Decided otherwise." });
            }
        }
    }

    private async Task<Written> PublishAsync(string writer, bool wait)
    {
        var reference = $"P-{Interlocked.Increment(ref _references)}";
        using var client = _hub.As(writer, Roles.Publisher);
        using var request = new HttpRequestMessage(HttpMethod.Post, "sanctions") { Content = HubDriver.Json(Invented.Sanction(reference)) };
        if (wait)
        {
            request.Headers.Add("Prefer", "wait=20");
        }

        using var response = await client.SendAsync(request);
        var answer = await HubDriver.ReadAsync(response);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(wait, response.Headers.Contains("Preference-Applied"));
        return new(writer, answer["id"]!.GetValue<string>(), reference, 1);
    }

    private async Task<Written> ChangeAsync(Written record, HttpMethod method, string route, JsonObject body)
    {
        using var client = _hub.As(record.Writer, Roles.Publisher);
        using var request = new HttpRequestMessage(method, $"records/{record.Id}{route}") { Content = HubDriver.Json(body) };
        request.Headers.IfMatch.Add(new($"\"{record.Version}\""));
        using var response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return record with { Version = record.Version + 1 };
    }

    private static JsonObject Content(string reference, string label, int number) => Invented.Sanction(reference, label)
        .With("summary", $"Goods were not delivered {number} times.").With("change", new JsonObject { ["reason"] = "Counted again." });

    private sealed record Written(string Writer, string Id, string Reference, int Version);
}
