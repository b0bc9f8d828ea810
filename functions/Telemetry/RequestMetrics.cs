namespace InfoShare.Functions.Telemetry;

/// <summary>Counts and times every request by its route's pattern, never by its address.</summary>
public static class RequestMetrics
{
    private static readonly string[] StatusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx"];

    public static void UseRequestMetrics(this WebApplication app)
    {
        // Made before the first request, so that no measurement is missed.
        app.Services.GetRequiredService<MetricsText>();
        var metrics = app.Services.GetRequiredService<HubMetrics>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            var started = time.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
                var status = StatusClasses[Math.Clamp((context.Response.StatusCode / 100) - 1, 0, 4)];
                metrics.Requests.Add(1, new("route", route), new KeyValuePair<string, object?>("status", status));
                metrics.RequestSeconds.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("route", route));
            }
        });
    }
}
