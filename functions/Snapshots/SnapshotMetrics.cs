using System.Diagnostics.Metrics;
using InfoShare.Functions.Telemetry;
using InfoShare.Snapshots;

namespace InfoShare.Functions.Snapshots;

/// <summary>Shows how far back a start of this hub would begin; nothing while there is no snapshot.</summary>
public sealed class SnapshotMetrics(IndexSnapshots snapshots, HubMetrics metrics, TimeProvider time) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.ObserveMany(
            "infoshare.snapshot.index", "{version}", "Versions in the newest snapshot of the index.", () => Of(newest => newest.Index));
        metrics.ObserveMany(
            "infoshare.snapshot.age", "s", "Age of the newest snapshot of the index.", () => Of(newest => (long)(time.GetUtcNow() - newest.BuiltAt).TotalSeconds));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<long>> Of(Func<SnapshotHeader, long> value) => snapshots.Newest is { } newest ? [new(value(newest))] : [];
}
