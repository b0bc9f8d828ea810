using System.Buffers;
using System.Net.Http.Headers;

namespace InfoShare.Functions.Http;

/// <summary>A request's body, or why it was refused.</summary>
public readonly record struct BodyOutcome(ReadOnlyMemory<byte> Body, ProblemResult? Problem);

/// <summary>Reads small JSON bodies, bounded, whatever length they claim.</summary>
public static class BodyReader
{
    /// <summary>Bytes of a single record as sent: its 60 KiB in canonical form leave room for white space and escapes.</summary>
    public const int MaxJsonBytes = 256 * 1024;

    /// <summary>Reads a body of <c>application/json</c>; other media types are 415, longer bodies 413.</summary>
    public static async ValueTask<BodyOutcome> ReadJsonAsync(HttpRequest request, int maxBytes)
    {
        if (!IsJson(request.ContentType))
        {
            return new(default, Problems.UnsupportedMediaType("Send application/json in UTF-8."));
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return new(default, Problems.UnsupportedMediaType("Content-Encoding is not taken here; send the JSON as it is."));
        }

        return await ReadAsync(request, maxBytes);
    }

    /// <summary>Reads a body of this media type; other media types and encodings are 415, longer bodies 413.</summary>
    public static async ValueTask<BodyOutcome> ReadAsync(HttpRequest request, string mediaType, int maxBytes) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && string.Equals(type.MediaType, mediaType, StringComparison.OrdinalIgnoreCase)
            && request.Headers.ContentEncoding.Count == 0
                ? await ReadAsync(request, maxBytes)
                : new(default, Problems.UnsupportedMediaType($"Send {mediaType}, without a Content-Encoding."));

    private static async ValueTask<BodyOutcome> ReadAsync(HttpRequest request, int maxBytes)
    {
        var tooLarge = new BodyOutcome(default, Problems.TooLarge(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"The body may have {maxBytes} bytes.")));
        if (request.ContentLength > maxBytes)
        {
            return tooLarge;
        }

        while (true)
        {
            // Not cancelled when the caller leaves: the server ends the reading itself then, and would stumble over one that was given up.
            var read = await request.BodyReader.ReadAsync(CancellationToken.None);
            if (read.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return tooLarge;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return new(body, null);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));
}
