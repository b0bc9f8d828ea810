using InfoShare.Snapshots;

namespace InfoShare.Functions.Snapshots;

/// <summary>Starts the index from a snapshot before it reads the sequence, and says which, and which were of no use.</summary>
public sealed partial class SnapshotLoading(IndexSnapshots snapshots, TimeProvider time, ILogger<SnapshotLoading> logger)
{
    public async Task RunAsync(string epoch, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var start = await snapshots.StartAsync(epoch, cancellationToken);
        foreach (var ignored in start.Ignored)
        {
            LogIgnored(ignored.Snapshot, ignored.Why);
        }

        if (start.From is { } index)
        {
            LogStarted(index.Value, time.GetElapsedTime(begun).TotalMilliseconds);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The snapshot {Snapshot} is ignored: {Why}")]
    private partial void LogIgnored(string snapshot, string why);

    [LoggerMessage(LogLevel.Information, "The index starts from the snapshot at {Index}, read in {Milliseconds} ms")]
    private partial void LogStarted(long index, double milliseconds);
}
