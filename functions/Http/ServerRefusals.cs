using System.Buffers;
using System.Diagnostics;
using InfoShare.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace InfoShare.Functions.Http;

/// <summary>
/// What the server refuses before there is a request (no HTTP, a head that is too large or too slow, a version that there is not) gets a problem
/// document as well: the server tells of it before it answers by its status alone, and leaves an answer that has begun as it is. Of requests
/// that can be read it tells nothing, so this costs them nothing.
/// </summary>
internal sealed class ServerRefusals : DiagnosticSource
{
    /// <summary>The server's name for it; what it tells with it are the features of the request that is none.</summary>
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public override bool IsEnabled(string name) => name == Refused;

    public override void Write(string name, object? value)
    {
        if (name == Refused
            && value is IFeatureCollection features
            && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException refusal
            && features.Get<IHttpResponseFeature>() is { HasStarted: false } response
            && features.Get<IConnectionTransportFeature>() is { } connection
            && !IsOfStreams(features))
        {
            Answer(features, response, connection, ProblemOf(refusal));
        }
    }

    /// <summary>Connections of HTTP/2 carry frames: theirs are refused by a frame.</summary>
    private static bool IsOfStreams(IFeatureCollection features) =>
        features.Get<IHttpRequestFeature>()?.Protocol is "HTTP/2" or "HTTP/3";

    /// <summary>
    /// The head is the server's to write. The document follows it on the connection itself, for where there was no request there is no body to
    /// write to. Both are sent together when the server closes the connection, which it does next.
    /// </summary>
    private static void Answer(IFeatureCollection features, IHttpResponseFeature response, IConnectionTransportFeature connection, ProblemResult problem)
    {
        var document = problem.ToUtf8();
        response.StatusCode = problem.StatusCode!.Value;
        response.Headers.ContentType = ProblemResult.MediaType;
        response.Headers.ContentLength = document.Length;
        response.Headers.Connection = "close";
        var start = features.GetRequiredFeature<IHttpResponseBodyFeature>().StartAsync();
        Debug.Assert(start.IsCompletedSuccessfully, "No application waits for the start of this answer.");
        if (features.Get<IHttpRequestFeature>()?.Method != HttpMethods.Head)
        {
            connection.Transport.Output.Write(document.Span);
        }
    }

    /// <summary>In the server's words, which leave out most of what was sent at our level of logging. A version that there is not is no fault of ours: not 505.</summary>
    private static ProblemResult ProblemOf(BadHttpRequestException refusal) => new(
        refusal.StatusCode is >= 400 and < 500 ? refusal.StatusCode : StatusCodes.Status400BadRequest,
        "bad-request",
        "What was sent cannot be read as a request.",
        [new("", ErrorCodes.InvalidHttp, $"{refusal.Message.Replace(": ''", "", StringComparison.Ordinal).TrimEnd('.')}.")]);
}
