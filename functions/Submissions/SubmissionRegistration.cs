using InfoShare.Agencies;
using InfoShare.Functions.Hosting;
using InfoShare.Functions.Records;
using InfoShare.Functions.Sequencing;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Submissions;

namespace InfoShare.Functions.Submissions;

/// <summary>Puts submissions behind their queue.</summary>
public static class SubmissionRegistration
{
    /// <summary>Needs storage, agencies, the record store and TimeProvider.</summary>
    public static IServiceCollection AddSubmissions(this IServiceCollection services, SubmissionOptions? options = null) => services
        .AddSingleton(options ?? new())
        .AddSingleton<SubmissionStore>()
        .AddSingleton<SubmissionCursors>()
        .AddSingleton<SubmissionIntake>()
        .AddSingleton<SubmissionCancellation>()
        .AddSingleton<SubmissionSweep>()
        .AddSingleton<OutcomeReader>()
        .AddSingleton<RejectedRows>()
        .AddSingleton<PendingGauge>()
        .AddSingleton(provider => PublishersOf(provider.GetRequiredService<AgencyDirectory>()))
        .AddSingleton<RunSequencer>(provider => provider.GetRequiredService<SequencingRuns>().RunAsync)
        .AddSingleton<SubmissionWorker>()
        .AddSingleton(provider =>
            new QueueTrigger(
                "submissions",
                StorageNames.Queues.Submissions,
                (message, cancellationToken) => provider.GetRequiredService<SubmissionWorker>().HandleAsync(message, cancellationToken)))
        .AddSingleton(provider => new TimerTrigger(
            "submissions-sweep", "30 */5 * * * *", cancellationToken => provider.GetRequiredService<SubmissionSweep>().RunAsync(cancellationToken)));

    private static FindPublisher PublishersOf(AgencyDirectory directory) => async (id, cancellationToken) =>
    {
        var agencies = await directory.CurrentAsync(cancellationToken);
        return agencies.Find(id) is { } stored ? new(stored.Agency, agencies.ContextOf(stored.Agency)) : null;
    };
}
