using InfoShare.Datasets;
using InfoShare.Functions.Telemetry;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Storage;

namespace InfoShare.Functions.Datasets;

/// <summary>What the queue <c>datasets</c> and the timer <c>dataset-schedule</c> call.</summary>
public sealed partial class DatasetRuns(
    DatasetWorker worker, DatasetSchedule schedule, MerchantIndex index, HubMetrics metrics, ILogger<DatasetRuns> logger)
    : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);

    /// <summary>One build at a time in a process: several would need as much more memory and be no sooner done.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A message of the queue. Related records are judged by the index, so it must be there.</summary>
    public async Task BuildAsync(string message, CancellationToken cancellationToken)
    {
        if (!await index.WaitUntilReadyAsync(ReadyWithin, cancellationToken))
        {
            throw new StorageUnavailableException("The index is not ready: the build is tried again.");
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await worker.HandleAsync(message, cancellationToken) is { } build)
            {
                var (dataset, status) = (Code<DatasetName>.Of(build.Dataset), Code<BuildStatus>.Of(build.Status));
                metrics.DatasetBuilds.Add(1, new("dataset", dataset), new("status", status));
                if (build.Status == BuildStatus.HeldBack)
                {
                    LogHeldBack(dataset, build.Id, build.Reason);
                }
                else
                {
                    LogEnded(dataset, build.Id, status, build.Version);
                }
            }
        }
        catch (DatasetDamagedException damaged)
        {
            metrics.DatasetBuilds.Add(1, new("dataset", Code<DatasetName>.Of(DatasetMessage.TryDecode(message)!.Dataset)), new("status", Code<BuildStatus>.Of(BuildStatus.Failed)));
            LogDamaged(damaged);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    public Task ScheduleAsync(CancellationToken cancellationToken) => schedule.RunAsync(cancellationToken);

    [LoggerMessage(LogLevel.Information, "The build {Build} of {Dataset} has ended: {Status}, version {Version}")]
    private partial void LogEnded(string dataset, string build, string status, string? version);

    [LoggerMessage(LogLevel.Error, "The build {Build} of {Dataset} is held back until an administrator releases it: {Reason}")]
    private partial void LogHeldBack(string dataset, string build, string? reason);

    [LoggerMessage(LogLevel.Error, "A build has failed; the version before it stays")]
    private partial void LogDamaged(Exception fault);
}
