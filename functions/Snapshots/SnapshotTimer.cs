using InfoShare.Functions.Hosting;
using InfoShare.Functions.Merchants;
using InfoShare.Snapshots;

namespace InfoShare.Functions.Snapshots;

/// <summary>Writes the index into a snapshot when enough has come since the last one, so that a cold instance need not read the whole sequence.</summary>
public sealed partial class SnapshotTimer(IndexTail tail, IndexSnapshots snapshots, ILogger<SnapshotTimer> logger)
{
    /// <summary>Every five minutes.</summary>
    private const string Schedule = "40 */5 * * * *";

    public static TimerTrigger Trigger(IServiceProvider services) => new("snapshot", Schedule, services.GetRequiredService<SnapshotTimer>().RunAsync);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await tail.UntilReadyAsync(cancellationToken);
        switch (await snapshots.BuildAsync(tail.Epoch, cancellationToken))
        {
            case SnapshotBuild.Built built:
                LogBuilt(built.Index.Value, built.Length, built.Removed);
                break;
            case SnapshotBuild.IsThere there:
                LogIsThere(there.Index.Value);
                break;
            case SnapshotBuild.OtherEpoch:
                LogOtherEpoch();
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "The snapshot at {Index} is written: {Bytes} bytes; {Removed} older ones are removed")]
    private partial void LogBuilt(long index, long bytes, int removed);

    [LoggerMessage(LogLevel.Information, "The snapshot at {Index} has been written by another process")]
    private partial void LogIsThere(long index);

    [LoggerMessage(LogLevel.Error, "The store has another epoch than this process began with: it was restored, and the process must be started again")]
    private partial void LogOtherEpoch();
}
