using System.Runtime.CompilerServices;
using System.Text.Json;
using InfoShare.Cli.Hub;

namespace InfoShare.Cli.Publishing;

/// <summary>Sends batches to the hub's queue and follows them to their end.</summary>
/// <param name="contentType">Of the content before compression.</param>
/// <param name="query">Of the upload, such as <c>?kind=sanction</c>; may be empty.</param>
public sealed class Submissions(HubClient hub, string contentType, string query)
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(2);

    public static Submissions OfLines(HubClient hub) => new(hub, "application/x-ndjson", "");

    /// <summary>Uploads a batch. An upload that is repeated because its answer was lost is gone through twice, which changes nothing.</summary>
    /// <returns>The submission's id.</returns>
    public async Task<string> SendAsync(Batch batch, CancellationToken cancellation)
    {
        var content = batch.Complete();
        using var response = await hub.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"submissions{query}") { Content = new ByteArrayContent(content) };
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                request.Content.Headers.ContentEncoding.Add("gzip");
                return request;
            },
            cancellation);
        return response.Headers.Location?.OriginalString.Split('/')[^1]
            ?? throw new HubRefusedException("The hub took the submission but did not say where it is.");
    }

    /// <summary>Waits until every line has its outcome.</summary>
    /// <param name="onProgress">Told how many lines have theirs.</param>
    /// <exception cref="HubRefusedException">It failed or was cancelled; lines before that keep their outcomes.</exception>
    public async Task WaitAsync(string id, Action<long> onProgress, CancellationToken cancellation)
    {
        for (var pause = ShortestPoll; ; pause = pause * 1.5 < LongestPoll ? pause * 1.5 : LongestPoll)
        {
            var submission = await StateAsync(id, cancellation);
            onProgress(LinesDone(submission));
            switch (submission.GetProperty("status").GetString())
            {
                case "done":
                    return;
                case "failed" or "cancelled":
                    throw new HubRefusedException($"The submission {id} {submission.GetProperty("status").GetString()}: {Output.Cells.Of(submission, "reason")}");
                default:
                    await Task.Delay(pause, cancellation);
                    break;
            }
        }
    }

    /// <summary>Every line's outcome, in the order of lines.</summary>
    public async IAsyncEnumerable<JsonElement> OutcomesAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await hub.AwaitAsync($"submissions/{id}/outcomes", "application/x-ndjson", cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length > 0)
            {
                using var outcome = JsonDocument.Parse(line);
                yield return outcome.RootElement.Clone();
            }
        }
    }

    private async Task<JsonElement> StateAsync(string id, CancellationToken cancellation)
    {
        using var response = await hub.AwaitAsync($"submissions/{id}", "application/json", cancellation);
        return await HubClient.ReadJsonAsync(response, cancellation);
    }

    private static long LinesDone(JsonElement submission) =>
        submission.TryGetProperty("counts", out var counts) && counts.ValueKind == JsonValueKind.Object
            ? counts.EnumerateObject().Where(count => count.Name != "total" && count.Value.ValueKind == JsonValueKind.Number).Sum(count => count.Value.GetInt64())
            : 0;
}
