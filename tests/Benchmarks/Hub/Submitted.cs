using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;

namespace InfoShare.Benchmarks.Hub;

/// <summary>A submission under way.</summary>
/// <param name="Started">Timestamp of the upload's beginning.</param>
internal sealed record Submitted(HttpClient Client, string Id, long Started)
{
    /// <summary>Submits lines; answers when the hub has taken them in.</summary>
    /// <param name="client">Of a publisher; disposed at the end.</param>
    /// <param name="file">Where the lines are put meanwhile.</param>
    public static async Task<Submitted> StartAsync(HttpClient client, string file, IEnumerable<string> lines, bool compressed)
    {
        await using (var written = File.Create(file))
        await using (Stream into = compressed ? new GZipStream(written, CompressionLevel.Fastest) : written)
        await using (var text = new StreamWriter(into))
        {
            foreach (var line in lines)
            {
                await text.WriteLineAsync(line);
            }
        }

        var started = TimeProvider.System.GetTimestamp();
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream) { Headers = { ContentType = new("application/x-ndjson") } };
        if (compressed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        using var response = await client.PostAsync("submissions", content);
        var answer = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.Accepted
            ? new(client, JsonNode.Parse(answer)!["id"]!.GetValue<string>(), started)
            : throw new InvalidOperationException(answer);
    }

    /// <summary>Waits for its end; answers the seconds from the upload's beginning.</summary>
    public async Task<double> DoneAsync(long lines, Action? poll = null)
    {
        while (true)
        {
            var state = JsonNode.Parse(await Client.GetStringAsync($"submissions/{Id}"))!;
            if (state["finishedAt"] is not null)
            {
                var seconds = TimeProvider.System.GetElapsedTime(Started).TotalSeconds;
                var created = state["counts"]!["created"]!.GetValue<long>();
                Client.Dispose();
                return created == lines ? seconds : throw new InvalidOperationException(state.ToJsonString());
            }

            poll?.Invoke();
            await Task.Delay(50);
        }
    }
}
