using InfoShare.Functions.Hosting;
using InfoShare.Json;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Functions.Http;

/// <summary>
/// The one place where faults are caught: storage that is gone is 503, a broken request is its own 4xx, a caller that left gets nothing,
/// and what is left is a defect: 500, logged with its trace, told without detail.
/// </summary>
public static partial class ErrorEdge
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The status that a request which ends in <paramref name="fault"/> is answered with.</summary>
    public static int StatusOf(Exception fault, HttpContext context) => fault switch
    {
        _ when context.RequestAborted.IsCancellationRequested => StatusCodes.Status499ClientClosedRequest,
        StorageUnavailableException or StorageUncertainException or SequenceWentBackException => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException { StatusCode: >= 400 and < 500 } bad => bad.StatusCode,
        IOException { InnerException: OverflowException } => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static void UseErrorEdge(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("InfoShare.ErrorEdge");
        var outage = new RepeatedLine(app.Services.GetRequiredService<TimeProvider>());
        app.Use(next => context => HandleAsync(next, context, logger, outage));
    }

    private static async Task HandleAsync(RequestDelegate next, HttpContext context, ILogger logger, RepeatedLine outage)
    {
        try
        {
            await next(context);
            await ExplainAsync(context);
        }
        catch (Exception fault)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                Log.CallerLeft(logger, context.Request.Method);
                context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status499ClientClosedRequest;
                return;
            }

            if (context.Response.HasStarted)
            {
                Log.TooLate(logger, fault);
                context.Abort();
                return;
            }

            context.Response.Clear();
            await ProblemOf(fault, logger, outage).ExecuteAsync(context);
        }
    }

    /// <summary>A refusal that the framework gave without a word (an unknown path, a method that a path does not take) gets its problem document.</summary>
    private static async Task ExplainAsync(HttpContext context)
    {
        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400 and < 500, ContentType: null, ContentLength: null })
        {
            await (response.StatusCode switch
            {
                StatusCodes.Status404NotFound => Problems.NotFound(),
                StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed(response.Headers.Allow.ToString()),
                var status => new ProblemResult(status, "bad-request", "The request cannot be served as it is."),
            }).ExecuteAsync(context);
        }
    }

    private static ProblemResult ProblemOf(Exception fault, ILogger logger, RepeatedLine outage)
    {
        switch (fault)
        {
            case StorageUnavailableException:
                if (outage.Due() is { } others)
                {
                    Log.StorageUnavailable(logger, fault, others);
                }

                return Problems.Unavailable("The store cannot be reached or is full; nothing of this request was stored.", RetryAfter);
            case StorageUncertainException:
                Log.Uncertain(logger, fault);
                return Problems.Unavailable("The store did not say whether all of this request was stored. Look, or send it again: what was stored is not stored twice.", RetryAfter);
            case SequenceWentBackException:
                Log.WentBack(logger, fault.Message);
                return Problems.Unavailable("The hub's store is not as it was; the operator has been told.", RetryAfter);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.TooLarge("The body is larger than this route takes.");
            case BadHttpRequestException { StatusCode: >= 400 and < 500 } bad:
                return Unreadable(bad.StatusCode);
            case IOException { InnerException: OverflowException }:
                // Kestrel's words for a chunk whose size is more than it can count.
                return Unreadable(StatusCodes.Status400BadRequest);
            default:
                Log.Defect(logger, fault);
                return new ProblemResult(StatusCodes.Status500InternalServerError, "defect", "The hub failed; the operator has been told.");
        }
    }

    private static ProblemResult Unreadable(int status) => new(
        status,
        "bad-request",
        "The request could not be read.",
        [new("", ErrorCodes.InvalidHttp, "The body is not well-formed HTTP: it ended early, came too slowly, or its chunks are not as they say.")]);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The caller of a {Method} request left before its answer")]
        public static partial void CallerLeft(ILogger logger, string method);

        [LoggerMessage(LogLevel.Error, "An answer failed after it had begun; the connection is cut")]
        public static partial void TooLate(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Warning, "Storage is unavailable; {Others} requests besides were refused for it and not told of")]
        public static partial void StorageUnavailable(ILogger logger, Exception fault, int others);

        [LoggerMessage(LogLevel.Warning, "It is not known whether the store took a change")]
        public static partial void Uncertain(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Critical, "SEQUENCE CORRUPT: {Reason} The store was put back, or failed over, without a word: say 'restored' and start the hub again.")]
        public static partial void WentBack(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "A request failed by a defect")]
        public static partial void Defect(ILogger logger, Exception fault);
    }
}
