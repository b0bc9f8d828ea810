using InfoShare.AccessLog;
using InfoShare.Storage;

namespace InfoShare.Functions.AccessLog;

/// <summary>Runs the access log's writer, and at the end writes what is left.</summary>
public sealed partial class AccessLogService(AccessLogWriter writer, ILogger<AccessLogService> log) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await writer.FlushAsync(cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            LogLost(log, exception);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => writer.RunAsync(stoppingToken);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The program ends with entries of the access log that could not be written.")]
    private static partial void LogLost(ILogger log, Exception exception);
}
