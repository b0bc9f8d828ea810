using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using InfoShare.Access;
using InfoShare.Feed;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Storage;
using InfoShare.Submissions;
using Microsoft.AspNetCore.Http.Features;

namespace InfoShare.Functions.Feed;

/// <summary>Payment institutions' signed messages, and the files that they point to.</summary>
public static class FeedEndpoints
{
    public static void MapFeed(this IEndpointRouteBuilder api)
    {
        api.MapPost("/feed/messages", SendAsync).RequireRoles(Roles.Feed).WithName("sendFeedMessage").WithTags("Feed")
            .WithSummary("Send a signed message")
            .WithDescription("A compact JWS, ES256 by a key registered for the agency, with `{iss, jti, iat, alerts}` or `{iss, jti, iat, file}` in it. It is put on the queue `feed` as it is; it is checked from there, and what became of it is a submission with its `message` (the jti): done with an outcome per alert, or failed with the reason why it was refused; `submissions` of the answer is where it will be. The same message may be sent again without harm; another one with the same jti is refused.");
        api.MapPost("/feed/files", UploadAsync).RequireRoles(Roles.Feed).WithName("uploadFeedFile").WithTags("Feed")
            .WithSummary("Upload a file of alerts for a message to point to")
            .WithDescription("NDJSON, gzip allowed. It comes to nothing until a signed message names its id and SHA-256.");
    }

    private static async Task<IResult> SendAsync(HttpContext context, FeedWorker worker, IQueues queues)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var body = await BodyReader.ReadAsync(context.Request, "application/jose", FeedLimits.MaxMessageBytes);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var compact = Encoding.Latin1.GetString(body.Body.Span).Trim();
        if (FeedMessage.Read(compact, out var wrong) is not { } message)
        {
            return Problems.Invalid("", ErrorCodes.InvalidMessage, wrong);
        }

        if (message.Issuer != context.GetCaller().Agency)
        {
            return Problems.Forbidden("The message names another agency than yours.");
        }

        await worker.NoteSenderAsync(message, compact, context.RequestAborted);
        await queues.SendAsync(StorageNames.Queues.Feed, compact, TimeSpan.Zero, context.RequestAborted);
        var hash = FeedReceipts.HashOf(compact);
        return new JsonAnswer(StatusCodes.Status202Accepted, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("message", message.Id);
            writer.WriteString("sha256", hash);
            writer.WriteString("submissions", $"/api/v1/submissions?message={Uri.EscapeDataString(message.Id)}&messageSha256={hash}");
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> UploadAsync(HttpContext context, FeedFiles files, SubmissionOptions options)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !string.Equals(type.MediaType, "application/x-ndjson", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.UnsupportedMediaType("Send application/x-ndjson.");
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return Problems.UnsupportedMediaType("Content-Encoding may be gzip, or left out.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxUploadBytes;
        }

        try
        {
            var file = await files.StoreAsync(context.GetCaller().Agency, request.Body, encoding == "gzip", request.ContentLength, context.RequestAborted);
            return new JsonAnswer(StatusCodes.Status201Created, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", file.Id);
                writer.WriteString("sha256", file.Sha256);
                writer.WriteNumber("bytes", file.Bytes);
                writer.WriteEndObject();
            });
        }
        catch (InputTooLargeException tooLarge)
        {
            return Problems.TooLarge(string.Create(CultureInfo.InvariantCulture, $"An upload has at most {tooLarge.Limit} bytes; split it, or compress it."));
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.TooLarge(string.Create(CultureInfo.InvariantCulture, $"An upload has at most {options.MaxUploadBytes} bytes; split it, or compress it."));
        }
        catch (IncompleteInputException)
        {
            return Problems.Invalid("Content-Length", ErrorCodes.InvalidLength, "The upload ended before all of it had come; nothing of it is kept.");
        }
    }
}
