using InfoShare.Functions.AccessLog;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.Access;

/// <summary>Stands between routing and the endpoints. What is open to all outside the API (health, documents, the host's own calls) passes by.</summary>
public sealed class AccessMiddleware(AccessGate gate, RequestLog log)
{
    private static readonly PathString Api = "/api";

    private static readonly PathString Version1 = "/api/v1";

    /// <summary>Under the Functions host the probes have their address inside the API. They must answer when nothing can be logged.</summary>
    private static readonly PathString Probes = "/api/v1/health";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (PassesBy(context))
        {
            await next(context);
            return;
        }

        if (!log.HasRoom)
        {
            await RequestLog.Unavailable().ExecuteAsync(context);
            return;
        }

        var refusal = await gate.AdmitAsync(context);
        Task AnswerAsync(HttpContext answering) => refusal?.ExecuteAsync(answering) ?? RunAsync(answering, next);
        await (StatesPurpose(context) ? log.RunDurablyAsync(context, AnswerAsync) : log.RunAsync(context, AnswerAsync));
    }

    private static bool StatesPurpose(HttpContext context) =>
        context.Request.Headers.ContainsKey(RequestStatement.PurposeHeader) && !context.GetCaller().IsAnonymous;

    /// <summary>Routing answers 405 without a body, and says in Allow what it would take.</summary>
    private static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context is { Response: { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed } } && context.GetEndpoint() is not RouteEndpoint)
        {
            await Problems.MethodNotAllowed(context.Response.Headers.Allow.ToString()).ExecuteAsync(context);
        }
    }

    private static bool PassesBy(HttpContext context)
    {
        var path = context.Request.Path;
        return context.GetEndpoint() is RouteEndpoint endpoint
            ? endpoint.Metadata.GetMetadata<RouteAccess>() is { Anonymous: true } && (!IsBelow(path, Version1) || IsBelow(path, Probes))
            : !IsBelow(path, Api);
    }

    private static bool IsBelow(PathString path, PathString root) => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase);
}
