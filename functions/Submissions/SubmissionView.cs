using System.Text.Json;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Submissions;

namespace InfoShare.Functions.Submissions;

/// <summary>A submission as its agency sees it.</summary>
internal static class SubmissionView
{
    public static void Write(Submission submission, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", submission.Id);
        writer.WriteString("status", Code<SubmissionStatus>.Of(submission.Status));
        if (submission.Message is { } message)
        {
            writer.WriteString("message", message);
        }

        writer.WriteString("format", Code<SubmissionFormat>.Of(submission.Format));
        writer.WriteString("sha256", submission.Sha256);
        writer.WriteNumber("bytesTotal", submission.BytesTotal);
        writer.WriteNumber("bytesRead", submission.Checkpoint.BytesRead);
        writer.WriteStartObject("counts");
        foreach (var result in Enum.GetValues<LineResult>())
        {
            writer.WriteNumber(Code<LineResult>.Of(result), submission.Checkpoint.Counts.Of(result));
        }

        writer.WriteEndObject();
        writer.WriteString("createdAt", Instant.Format(submission.CreatedAt));
        WriteInstant("startedAt", submission.StartedAt, writer);
        WriteInstant("finishedAt", submission.FinishedAt, writer);
        if (submission.Reason is { } reason)
        {
            writer.WriteString("reason", reason);
        }

        writer.WriteEndObject();
    }

    private static void WriteInstant(string name, DateTimeOffset? instant, Utf8JsonWriter writer)
    {
        if (instant is { } known)
        {
            writer.WriteString(name, Instant.Format(known));
        }
    }
}

/// <summary>JSON written as it goes.</summary>
internal sealed class WrittenJson(int status, Action<Utf8JsonWriter> write, string? location = null) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json";
        if (location is not null)
        {
            httpContext.Response.Headers.Location = location;
        }

        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, JsonAnswer.Readable);
        write(writer);
        await writer.FlushAsync(httpContext.RequestAborted);
    }
}
