using System.Buffers;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Functions.Http;

/// <summary>
/// Every refusal of the hub as problem details (RFC 9457): <c>type</c> is <c>urn:infoshare:problem:{code}</c>, and <c>errors</c> names
/// what was wrong and where.
/// </summary>
public static class Problems
{
    public static ProblemResult Invalid(IReadOnlyCollection<FieldError> errors) =>
        new(StatusCodes.Status400BadRequest, "invalid", "The request is not valid.", errors);

    public static ProblemResult Invalid(string pointer, string code, string message) => Invalid([new(pointer, code, message)]);

    public static ProblemResult Unauthorized(string detail) => new(StatusCodes.Status401Unauthorized, "unauthorized", detail);

    public static ProblemResult Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", detail);

    /// <summary>Hidden and absent alike.</summary>
    public static ProblemResult NotFound() => new(StatusCodes.Status404NotFound, "not-found", "There is nothing here that you may see.");

    public static ProblemResult MethodNotAllowed(string allowed) =>
        new(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", allowed.Length == 0 ? "This method is not taken here." : $"This takes {allowed}.");

    public static ProblemResult Conflict(string code, string detail, string? location = null) =>
        new(StatusCodes.Status409Conflict, code, detail) { Location = location };

    public static ProblemResult Gone(string code, string detail) => new(StatusCodes.Status410Gone, code, detail);

    public static ProblemResult Stale(string detail) => new(StatusCodes.Status412PreconditionFailed, "stale", detail);

    public static ProblemResult TooLarge(string detail) => new(StatusCodes.Status413PayloadTooLarge, "too-large", detail);

    public static ProblemResult UnsupportedMediaType(string detail) => new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", detail);

    public static ProblemResult RangeNotSatisfiable(string detail) => new(StatusCodes.Status416RangeNotSatisfiable, "range-not-satisfiable", detail);

    public static ProblemResult PreconditionRequired() =>
        new(StatusCodes.Status428PreconditionRequired, "precondition-required", "Send If-Match with the ETag of the version that you mean to change.");

    /// <param name="isAnonymous">Whether the allowance is that of an address.</param>
    public static ProblemResult TooMany(TimeSpan retryAfter, bool isAnonymous) => new(
        StatusCodes.Status429TooManyRequests,
        "too-many-requests",
        isAnonymous ? "Too many requests without a token have come from your address." : "Your agency has used its allowance for now.")
    {
        RetryAfter = retryAfter,
    };

    public static ProblemResult Unavailable(string detail, TimeSpan retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", detail) { RetryAfter = retryAfter };
}

/// <summary>A problem document as an answer.</summary>
public sealed class ProblemResult(int status, string code, string detail, IReadOnlyCollection<FieldError>? errors = null) : IResult, IStatusCodeHttpResult
{
    public const string MediaType = "application/problem+json";

    public int? StatusCode => status;

    public string Code => code;

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where the caller should look instead.</summary>
    public string? Location { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = MediaType;
        if (RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await using var writer = new Utf8JsonWriter(response.BodyWriter, JsonAnswer.Readable);
        Write(writer);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>The document by itself.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var document = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(document, JsonAnswer.Readable))
        {
            Write(writer);
        }

        return document.WrittenMemory;
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", $"urn:infoshare:problem:{code}");
        writer.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status));
        writer.WriteNumber("status", status);
        writer.WriteString("detail", detail);
        if (errors is { Count: > 0 })
        {
            writer.WriteStartArray("errors");
            foreach (var error in errors)
            {
                writer.WriteStartObject();
                writer.WriteString("pointer", error.Pointer);
                writer.WriteString("code", error.Code);
                writer.WriteString("message", error.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
