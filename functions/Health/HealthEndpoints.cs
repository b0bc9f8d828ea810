using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Functions.Subscriptions;
using InfoShare.Functions.Telemetry;

namespace InfoShare.Functions.Health;

/// <summary>For those who run the hub. Under the Functions host only what is below <c>/api</c> is reachable, so both addresses answer.</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<QueueDepths>().AddSingleton<StoreAnswers>();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", (HttpContext context) => Live(context)).OpenToAll().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).OpenToAll().ExcludeFromDescription();
        app.MapGet("/api/v1/health/live", (HttpContext context) => Live(context)).OpenToAll()
            .WithName("getLiveness").WithSummary("Whether the process is alive").WithTags("Operations")
            .WithDescription("Answers as long as the process answers at all. Also at `/health/live`.");
        app.MapGet("/api/v1/health/ready", ReadyAsync).OpenToAll()
            .WithName("getReadiness").WithSummary("Whether the hub can serve").WithTags("Operations")
            .WithDescription("200 when the store answers and the index has been at the end of the sequence, else 503; the store is asked once a second at most. `version` is the package's, where the hub runs from one. Also at `/health/ready`.");
    }

    /// <summary>Metrics and the like, for administrators.</summary>
    public static void MapOperations(this IEndpointRouteBuilder api) =>
        api.MapGet("/metrics", MetricsAsync)
            .WithName("getMetrics").WithSummary("The hub's metrics").WithTags("Operations")
            .WithDescription("Prometheus text format: requests, publications, sequence lag, index size, queue depths; docs/metrics.md lists them.")
            .RequireRoles(InfoShare.Access.Roles.Administrator);

    private static IResult Live(HttpContext context) => QueryReader.RefuseAll(context.Request) is { } refusal ? refusal : Status("live");

    private static async Task<IResult> ReadyAsync(HttpContext context, IndexTail tail, StoreAnswers store)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        await store.AskAsync(context.RequestAborted);
        return tail.IsReady ? Status("ready", PackageVersion.Current) : Problems.Unavailable("The index is being read.", RetryAfter);
    }

    private static async Task<IResult> MetricsAsync(HttpContext context, MetricsText metrics, QueueDepths depths, TellingLag lag)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        await depths.RefreshAsync(context.RequestAborted);
        await lag.RefreshAsync(context.RequestAborted);
        return TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8");
    }

    private static JsonAnswer Status(string status, string? version = null) => new(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", status);
        if (version is not null)
        {
            writer.WriteString("version", version);
        }

        writer.WriteEndObject();
    });
}
