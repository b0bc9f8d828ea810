using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Kill;

/// <summary>
/// Sends one submission after the other, each of records of its own, and follows it to its end; after so many it begins again with the first,
/// which changes nothing: the more there is, the longer every start takes.
/// </summary>
internal sealed class SubmittingClient(HubProcess hub, string agency)
{
    public const int LinesOfOne = 4_000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private const int Different = 12;

    /// <summary>
    /// How long a submission that nobody was told of may be worked on. Past it, it can only be one whose hub was killed after it had stored it and before
    /// it queued it: that waits for the sweep, which looks after such ones every few minutes.
    /// </summary>
    private static readonly TimeSpan Untold = TimeSpan.FromSeconds(20);

    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);

    /// <summary>Submissions that the hub has told it had taken, by their ids.</summary>
    public IReadOnlySet<string> Acknowledged => _acknowledged;

    /// <summary>Submissions that have ended.</summary>
    public int Done { get; private set; }

    /// <summary>Lines of those that are not repetitions.</summary>
    public long Lines => Math.Min(Done, Different) * LinesOfOne;

    /// <summary>Until asked to stop, and then until the submission under way has ended.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var client = hub.As(agency, Roles.Publisher);
        client.Timeout = TimeSpan.FromSeconds(20);
        while (!stopping.IsCancellationRequested)
        {
            await SubmitAsync(client, LinesOf(Done % Different));
            Done++;
        }
    }

    /// <summary>Waits for what a killed hub had taken in without telling, and so was sent once more.</summary>
    public async Task SettledAsync()
    {
        using var client = hub.As(agency, Roles.Publisher);
        for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(Poll))
        {
            var page = JsonNode.Parse(await client.GetStringAsync("submissions?limit=100"))!;
            var open = page["items"]!.AsArray().Where(item => item!["status"]!.GetValue<string>() is not "done").ToList();
            if (open.Count == 0 || (Stopwatch.GetElapsedTime(begun) > Untold && open.All(item => item!["status"]!.GetValue<string>() == "queued" && !_acknowledged.Contains(item["id"]!.GetValue<string>()))))
            {
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < 6 * Untold, $"Submissions do not end: {page}");
        }
    }

    private async Task SubmitAsync(HttpClient client, string lines)
    {
        var answer = await HubRequest.SendAsync(
            client, () => new(HttpMethod.Post, "submissions") { Content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson") });
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.ToString());
        var id = JsonNode.Parse(answer.Body)!["id"]!.GetValue<string>();
        _acknowledged.Add(id);
        while (true)
        {
            answer = await HubRequest.SendAsync(client, () => new(HttpMethod.Get, $"submissions/{id}"));
            Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
            var status = JsonNode.Parse(answer.Body)!["status"]!.GetValue<string>();
            if (status == "done")
            {
                return;
            }

            Assert.True(status is "queued" or "running", answer.ToString());
            await Task.Delay(Poll);
        }
    }

    private static string LinesOf(int submission)
    {
        var lines = new StringBuilder();
        for (var line = 0; line < LinesOfOne; line++)
        {
            var reference = string.Create(CultureInfo.InvariantCulture, $"B{submission}-{line}");
            lines.Append(Invented.Sanction(reference).With("kind", "sanction").ToJsonString()).Append('\n');
        }

        return lines.ToString();
    }
}
