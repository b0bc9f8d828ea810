using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Kill;

/// <summary>
/// Publishes and corrects records of its own, one after the other, and keeps what the hub acknowledged. It writes no more than it is allowed
/// to: the more versions there are, the longer every start takes.
/// </summary>
internal sealed class PublishingClient(HubProcess hub, string agency, int number, int seed, SemaphoreSlim allowance)
{
    private readonly Random _random = new(seed);

    private readonly List<string> _ids = [];

    private int _answers;

    /// <summary>By record id, the summary of each acknowledged version, from version 1.</summary>
    public Dictionary<string, List<string>> Acknowledged { get; } = [];

    /// <summary>How often the hub has acknowledged a version; may be asked from anywhere.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Until asked to stop, and then until the request under way is answered.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var client = hub.As(agency, Roles.Publisher);
        client.Timeout = TimeSpan.FromSeconds(20);
        while (await IsAllowedAsync(stopping))
        {
            await (_ids.Count > 0 && _random.Next(3) == 0 ? CorrectAsync(client, _ids[_random.Next(_ids.Count)]) : PublishAsync(client));
            Interlocked.Increment(ref _answers);
        }
    }

    private async Task<bool> IsAllowedAsync(CancellationToken stopping)
    {
        try
        {
            await allowance.WaitAsync(stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PublishAsync(HttpClient client)
    {
        var (reference, summary) = (Invariant($"K{number}-{_ids.Count}"), Invariant($"Client {number}, record {_ids.Count}, version 1."));
        var answer = await HubRequest.SendAsync(
            client, () => new(HttpMethod.Post, "sanctions") { Content = HubDriver.Json(Record(reference, summary)) });

        Assert.True(answer.Status == HttpStatusCode.Created || (answer.Repeated && answer.Status == HttpStatusCode.OK), answer.ToString());
        var published = JsonNode.Parse(answer.Body)!;
        Assert.Equal(1, published["version"]!.GetValue<int>());
        var id = published["id"]!.GetValue<string>();
        _ids.Add(id);
        Acknowledged.Add(id, [summary]);
    }

    private async Task CorrectAsync(HttpClient client, string id)
    {
        var versions = Acknowledged[id];
        var reference = Invariant($"K{number}-{_ids.IndexOf(id)}");
        var summary = Invariant($"Client {number}, record {_ids.IndexOf(id)}, version {versions.Count + 1}.");
        var answer = await HubRequest.SendAsync(client, () =>
        {
            var body = Record(reference, summary).With("change", new JsonObject { ["reason"] = "Found later." });
            var request = new HttpRequestMessage(HttpMethod.Put, $"records/{id}") { Content = HubDriver.Json(body) };
            request.Headers.IfMatch.Add(new(Invariant($"\"{versions.Count}\"")));
            return request;
        });

        // Nobody else writes this record: that its version has moved on is the doing of an attempt whose answer was lost.
        Assert.True(answer.Status == HttpStatusCode.OK || (answer.Repeated && answer.Status == HttpStatusCode.PreconditionFailed), answer.ToString());
        versions.Add(summary);
    }

    private static JsonObject Record(string reference, string summary) => Invented.Sanction(reference).With("summary", summary);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
