using InfoShare.Functions.Hosting;
using InfoShare.Sequencing;
using InfoShare.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfoShare.Functions.Sequencing;

/// <summary>Puts the sequencer behind its queue and its sweep, and gives readers what they read with.</summary>
public static class SequencingRegistration
{
    public static IServiceCollection AddSequencing(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(SequencingLimits.Default)
            .AddSingleton<SequenceSignal>()
            .AddSingleton<SequenceAdvanced>()
            .AddSingleton<SequenceReader>()
            .AddSingleton<SequenceWatch>()
            .AddSingleton<RecentEntries>()
            .AddSingleton<Sequencer>()
            .AddSingleton<PendingAge>()
            .AddSingleton<SequencingRuns>()
            .AddHostedService<SequenceSignalSender>()
            .AddSingleton(provider => new QueueTrigger("sequence", StorageNames.Queues.Sequence, provider.GetRequiredService<SequencingRuns>().HandleAsync))
            .AddSingleton(provider => new TimerTrigger("sweep", "0 * * * * *", provider.GetRequiredService<SequencingRuns>().SweepAsync));
    }

    /// <summary>For a store that processes share.</summary>
    public static IServiceCollection AddSharedSequence(this IServiceCollection services) => services
        .AddSingleton<SequenceLease>()
        .AddSingleton<SequenceSegments>()
        .AddSingleton<SharedSequence>();
}
