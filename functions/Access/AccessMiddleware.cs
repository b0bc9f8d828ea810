namespace InfoShare.Functions.Access;

/// <summary>Stands between routing and the endpoints. What is open to all outside the API (health, documents, the host's own calls) passes by.</summary>
public sealed class AccessMiddleware(AccessGate gate)
{
    private static readonly PathString Api = "/api";

    private static readonly PathString Version1 = "/api/v1";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (PassesBy(context))
        {
            await next(context);
            return;
        }

        if (await gate.AdmitAsync(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static bool PassesBy(HttpContext context)
    {
        var path = context.Request.Path;
        return context.GetEndpoint() is RouteEndpoint endpoint
            ? endpoint.Metadata.GetMetadata<RouteAccess>() is { Anonymous: true } && !path.StartsWithSegments(Version1, StringComparison.OrdinalIgnoreCase)
            : !path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase);
    }
}
