using InfoShare.Snapshots;

namespace InfoShare.Functions.Snapshots;

/// <summary>Lets the index start from snapshots, and writes them.</summary>
public static class SnapshotRegistration
{
    public static IServiceCollection AddSnapshots(this IServiceCollection services, SnapshotOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IndexSnapshots>()
        .AddSingleton<SnapshotLoading>()
        .AddSingleton<SnapshotTimer>()
        .AddSingleton(SnapshotTimer.Trigger)
        .AddHostedService<SnapshotMetrics>();
}
