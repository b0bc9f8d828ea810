using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Functions.Telemetry;
using InfoShare.Storage;

namespace InfoShare.Functions.Health;

/// <summary>For those who run the hub. Under the Functions host only what is below <c>/api</c> is reachable, so both addresses answer.</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<QueueDepths>();

    public static void MapHealth(this WebApplication app)
    {
        foreach (var prefix in new[] { "", "/api/v1" })
        {
            app.MapGet($"{prefix}/health/live", () => Status("live")).OpenToAll().ExcludeFromDescription();
            app.MapGet($"{prefix}/health/ready", ReadyAsync).OpenToAll().ExcludeFromDescription();
        }
    }

    /// <summary>Metrics and the like, for administrators.</summary>
    public static void MapOperations(this IEndpointRouteBuilder api) =>
        api.MapGet("/metrics", MetricsAsync)
            .WithName("getMetrics").WithSummary("The hub's metrics").WithTags("Operations")
            .WithDescription("Prometheus text format: requests, publications, sequence lag, index size, queue depths.")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain")
            .RequireRoles(InfoShare.Access.Roles.Administrator);

    private static async Task<IResult> ReadyAsync(HttpContext context, IndexTail tail, ITables tables)
    {
        // A point read says whether the store answers; its outcome does not matter.
        await tables.GetAsync(StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, StorageNames.SequenceRows.HeadRow, context.RequestAborted);
        return tail.IsReady ? Status("ready") : Problems.Unavailable("The index is being read.", RetryAfter);
    }

    private static async Task<IResult> MetricsAsync(HttpContext context, MetricsText metrics, QueueDepths depths)
    {
        await depths.RefreshAsync(context.RequestAborted);
        return TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8");
    }

    private static JsonAnswer Status(string status) => new(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", status);
        writer.WriteEndObject();
    });
}
