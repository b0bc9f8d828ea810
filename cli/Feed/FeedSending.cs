using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Output;
using InfoShare.Cli.Publishing;
using InfoShare.Feed;

namespace InfoShare.Cli.Feed;

/// <summary>Signs alerts as messages, sends them and follows them to their end.</summary>
public sealed class FeedSending(HubClient hub, FeedSigningKey key, string agency, TimeProvider time)
{
    /// <summary>Bytes of the alerts of one message: with base64, header and signature it stays within what a queue takes.</summary>
    private const int MaxBytes = 35_000;

    /// <summary>Messages under way at once.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300);

    /// <summary>Sends every line in messages; answers the messages' ids.</summary>
    public async Task<IReadOnlyCollection<string>> SendAsync(InputFile file, CancellationToken cancellation)
    {
        var sent = new List<string>();
        await foreach (var wave in BatchesAsync(file, cancellation).Chunk(AtOnce).WithCancellation(cancellation))
        {
            sent.AddRange(await Task.WhenAll(wave.Select(alerts => PostAsync(Digest(alerts), $"\"alerts\":[{alerts}]", cancellation))));
        }

        return sent;
    }

    /// <summary>Uploads the file and sends one message that points to it; answers the message's id.</summary>
    public async Task<IReadOnlyCollection<string>> UploadAsync(InputFile file, CancellationToken cancellation)
    {
        var content = new MemoryStream();
        await foreach (var row in file.RowsAsync(cancellation))
        {
            content.Write(row.Bytes.Span);
            content.WriteByte((byte)'\n');
        }

        using var response = await hub.SendAsync(
            () => new(HttpMethod.Post, "feed/files") { Content = new ByteArrayContent(content.ToArray()) { Headers = { ContentType = new("application/x-ndjson") } } }, cancellation);
        var uploaded = await HubClient.ReadJsonAsync(response, cancellation);
        var (id, hash) = (uploaded.GetProperty("id").GetString()!, uploaded.GetProperty("sha256").GetString()!);
        return hash == Convert.ToHexStringLower(SHA256.HashData(content.ToArray()))
            ? [await PostAsync($"{hash[..32]}-{id[..8]}", $$"""
                "file":{"id":"{{id}}","sha256":"{{hash}}"}
                """.Trim(), cancellation)]
            : throw new HubRefusedException("The hub received other bytes than were sent; nothing was signed.");
    }

    /// <summary>Waits until every message has its outcome.</summary>
    /// <returns>How many alerts had which result, and why messages were refused.</returns>
    public async Task<(SortedDictionary<string, long> Counts, IReadOnlyList<string> Refusals)> WaitAsync(IReadOnlyCollection<string> sent, CancellationToken cancellation)
    {
        var waiting = sent.ToHashSet(StringComparer.Ordinal);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var refusals = new List<string>();
        while (true)
        {
            await foreach (var submission in ListAsync(cancellation))
            {
                if (Cells.Of(submission, "finishedAt").Length > 0 && waiting.Remove(Cells.Of(submission, "message")))
                {
                    Count(submission, counts, refusals);
                }
            }

            if (waiting.Count == 0)
            {
                return (counts, refusals);
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    private static void Count(JsonElement submission, SortedDictionary<string, long> counts, List<string> refusals)
    {
        if (submission.GetProperty("status").GetString() != "done")
        {
            refusals.Add($"{Cells.Of(submission, "message")}: {Cells.Of(submission, "reason")}");
        }

        foreach (var count in submission.GetProperty("counts").EnumerateObject())
        {
            counts[count.Name] = counts.GetValueOrDefault(count.Name) + count.Value.GetInt64();
        }
    }

    /// <summary>The newest submissions, as far back as messages may be looked for.</summary>
    private async IAsyncEnumerable<JsonElement> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await hub.GetJsonAsync($"submissions?limit=500{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellation);
            foreach (var submission in page.GetProperty("items").EnumerateArray())
            {
                yield return submission;
            }

            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
    }

    private async Task<string> PostAsync(string id, string content, CancellationToken cancellation)
    {
        var issuedAt = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = key.Sign(Encoding.UTF8.GetBytes($$"""{"iss":"{{agency}}","jti":"{{id}}","iat":{{issuedAt}},{{content}}}"""));
        using var response = await hub.SendAsync(
            () => new(HttpMethod.Post, "feed/messages") { Content = new StringContent(message, Encoding.ASCII) { Headers = { ContentType = new("application/jose") } } }, cancellation);
        return id;
    }

    /// <summary>The lines in batches, each the inside of a list.</summary>
    private static async IAsyncEnumerable<string> BatchesAsync(InputFile file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new StringBuilder();
        var (bytes, count) = (0, 0);
        await foreach (var row in file.RowsAsync(cancellation).Where(row => !row.IsBlank).WithCancellation(cancellation))
        {
            var line = LineOf(row);
            var length = Encoding.UTF8.GetByteCount(line) + 1;
            if (count == FeedLimits.MaxAlerts || (count > 0 && bytes + length > MaxBytes))
            {
                yield return batch.ToString();
                batch.Clear();
                (bytes, count) = (0, 0);
            }

            batch.Append(count++ == 0 ? "" : ",").Append(line);
            bytes += length;
        }

        if (count > 0)
        {
            yield return batch.ToString();
        }
    }

    private static string LineOf(InputRow row)
    {
        if (row.Bytes.Length > MaxBytes)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"Line {row.Number} is longer than a message can be; send the file with --upload."));
        }

        try
        {
            using var line = JsonDocument.Parse(row.Bytes);
            return line.RootElement.ValueKind == JsonValueKind.Object ? line.RootElement.GetRawText() : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"Line {row.Number} is no JSON object; nothing after the messages before it was sent."));
        }
    }

    /// <summary>A message's id from what is in it, so that sending a file again sends the same messages.</summary>
    private static string Digest(string alerts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alerts)))[..32];
}
