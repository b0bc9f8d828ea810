using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace InfoShare.Functions.Telemetry;

/// <summary>
/// Logs as JSON lines to stdout (the Functions host takes stderr for errors); metrics on <c>/api/v1/metrics</c>, and over OTLP where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so.
/// </summary>
public static class TelemetryRegistration
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        // Requests are counted by our own meters; the framework's line per request would carry identifiers from the address.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // As long as this one may write at all, the server makes an activity and a scope for every request; the error edge tells of faults.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddSingleton<HubMetrics>();
        builder.Services.AddSingleton<MetricsText>();
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
                .AddMeter(HubMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter()
                .Build());
            builder.Services.AddHostedService<OtlpStart>();
        }
    }

    /// <summary>Makes the provider at start, so that it exports without anyone asking for it.</summary>
    private sealed class OtlpStart(MeterProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            GC.KeepAlive(provider);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
