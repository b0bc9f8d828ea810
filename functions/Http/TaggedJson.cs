using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using InfoShare.Text;
using Microsoft.Net.Http.Headers;

namespace InfoShare.Functions.Http;

/// <summary>An answer of JSON with an ETag of its content; 304 for a caller that has it.</summary>
public sealed class TaggedJson(string cacheControl, Action<Utf8JsonWriter> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        await using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Readable))
        {
            write(writer);
        }

        var tag = $"\"{Base32.Encode(SHA256.HashData(buffer.WrittenSpan).AsSpan(0, 16))}\"";
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = cacheControl;
        if (Has(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        await response.BodyWriter.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }

    /// <summary>Whether a list of ETags has this one; compared weakly, as is asked of If-None-Match.</summary>
    internal static bool Has(Microsoft.Extensions.Primitives.StringValues header, string tag) =>
        header.Count > 0 && EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(known => known.Tag == "*" || known.Tag == tag);
}
