using System.Text.Json;

namespace InfoShare.Functions.Http;

/// <summary>An answer of JSON that is written straight into the response.</summary>
public sealed class JsonAnswer(int status, Action<Utf8JsonWriter> write) : IResult, IStatusCodeHttpResult
{
    /// <summary>Quotes and letters of every script as they are: what is sent as JSON is never put into a page.</summary>
    public static JsonWriterOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await using (var writer = new Utf8JsonWriter(response.BodyWriter, Readable))
        {
            write(writer);
        }

        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
