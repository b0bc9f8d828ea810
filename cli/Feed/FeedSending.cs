using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Publishing;
using InfoShare.Feed;

namespace InfoShare.Cli.Feed;

/// <summary>Signs alerts as messages and sends them.</summary>
public sealed class FeedSending(HubClient hub, FeedSigningKey key, string agency, TimeProvider time)
{
    /// <summary>Bytes of the alerts of one message: with base64, header and signature it stays within what a queue takes.</summary>
    private const int MaxBytes = 35_000;

    /// <summary>Messages under way at once.</summary>
    private const int AtOnce = 4;

    /// <summary>Sends every line in messages.</summary>
    public async Task<IReadOnlyList<SentMessage>> SendAsync(InputFile file, CancellationToken cancellation)
    {
        var sent = new List<SentMessage>();
        await foreach (var wave in BatchesAsync(file, cancellation).Chunk(AtOnce).WithCancellation(cancellation))
        {
            sent.AddRange(await Task.WhenAll(wave.Select(alerts => PostAsync(Digest(alerts), $"\"alerts\":[{alerts}]", cancellation))));
        }

        return sent;
    }

    /// <summary>Uploads the file and sends one message that points to it.</summary>
    public async Task<IReadOnlyList<SentMessage>> UploadAsync(InputFile file, CancellationToken cancellation)
    {
        var packed = Path.GetTempFileName();
        try
        {
            var sent = await PackAsync(file, packed, cancellation);
            using var response = await hub.SendAsync(() => Upload(packed), cancellation);
            var uploaded = await HubClient.ReadJsonAsync(response, cancellation);
            var (id, hash) = (uploaded.GetProperty("id").GetString()!, uploaded.GetProperty("sha256").GetString()!);
            return hash == sent
                ? [await PostAsync($"{hash[..32]}-{id[..8]}", $$"""
                    "file":{"id":"{{id}}","sha256":"{{hash}}"}
                    """.Trim(), cancellation)]
                : throw new HubRefusedException("The hub received other bytes than were sent; nothing was signed.");
        }
        finally
        {
            File.Delete(packed);
        }
    }

    /// <summary>Compresses the lines into a file; answers its SHA-256.</summary>
    private static async Task<string> PackAsync(InputFile file, string path, CancellationToken cancellation)
    {
        await using var packed = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await foreach (var row in file.RowsAsync(cancellation))
            {
                await gzip.WriteAsync(row.Bytes, cancellation);
                gzip.WriteByte((byte)'\n');
            }
        }

        packed.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(packed, cancellation));
    }

    private static HttpRequestMessage Upload(string path) => new(HttpMethod.Post, "feed/files")
    {
        Content = new StreamContent(File.OpenRead(path)) { Headers = { ContentType = new("application/x-ndjson"), ContentEncoding = { "gzip" } } },
    };

    private async Task<SentMessage> PostAsync(string id, string content, CancellationToken cancellation)
    {
        var issuedAt = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = key.Sign(Encoding.UTF8.GetBytes($$"""{"iss":"{{agency}}","jti":"{{id}}","iat":{{issuedAt}},{{content}}}"""));
        using var response = await hub.SendAsync(
            () => new(HttpMethod.Post, "feed/messages") { Content = new StringContent(message, Encoding.ASCII) { Headers = { ContentType = new("application/jose") } } }, cancellation);
        var hash = (await HubClient.ReadJsonAsync(response, cancellation)).GetProperty("sha256").GetString()!;
        return new(id, hash, response.Headers.Date ?? time.GetUtcNow());
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
