using InfoShare.Datasets;
using InfoShare.Functions.Hosting;
using InfoShare.Storage;

namespace InfoShare.Functions.Datasets;

/// <summary>Builds datasets behind their queue and on their schedule, and gives them out.</summary>
public static class DatasetRegistration
{
    /// <summary>Needs storage, agencies, the record store, the index and TimeProvider.</summary>
    public static IServiceCollection AddDatasets(this IServiceCollection services, DatasetOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DatasetStore>()
        .AddSingleton<DatasetBuilds>()
        .AddSingleton<BuildHistory>()
        .AddSingleton<DatasetBuilder>()
        .AddSingleton<DatasetWorker>()
        .AddSingleton<DatasetSchedule>()
        .AddSingleton<Withdrawals>()
        .AddSingleton<DatasetCatalogue>()
        .AddSingleton<DatasetRuns>()
        .AddSingleton(provider => new QueueTrigger(
            "datasets", StorageNames.Queues.Datasets, (message, cancellationToken) => provider.GetRequiredService<DatasetRuns>().BuildAsync(message, cancellationToken)))
        .AddSingleton(provider => new TimerTrigger(
            "dataset-schedule", "*/10 * * * * *", cancellationToken => provider.GetRequiredService<DatasetRuns>().ScheduleAsync(cancellationToken)));
}
