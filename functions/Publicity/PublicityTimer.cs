using InfoShare.Agencies;
using InfoShare.Functions.Hosting;
using InfoShare.Functions.Merchants;
using InfoShare.Functions.Records;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Functions.Publicity;

/// <summary>
/// Makes sanctions whose publicity has ended expire, by a version of their own, so that feeds and datasets carry it. Look-ups do not wait
/// for it: the policy goes by the clock. Run again after a crash it finds what is left.
/// </summary>
public sealed partial class PublicityTimer(
    MerchantIndex index, IndexTail tail, RecordStore records, AgencyDirectory agencies, TimeProvider time, ILogger<PublicityTimer> logger)
{
    /// <summary>Every five minutes.</summary>
    private const string Schedule = "0 */5 * * * *";

    private const int Batch = 200;

    public static TimerTrigger Trigger(IServiceProvider services) =>
        new("publicity", Schedule, services.GetRequiredService<PublicityTimer>().RunAsync);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await tail.UntilReadyAsync(cancellationToken);
        foreach (var due in Due(time.GetUtcNow()).Chunk(Batch))
        {
            var outcomes = await records.ExecuteManyAsync(due, cancellationToken);
            Log.Expired(logger, outcomes.OfType<RecordOutcome.Done>().Count(), due.Length);
        }
    }

    private IEnumerable<RecordCommand> Due(DateTimeOffset now) =>
        from record in index.View().PublicityEndedBy(now)
        let header = record.Header
        select (RecordCommand)new RecordCommand.Expire(agencies.Get(header.Publisher), header.Id.Kind, header.Reference, header.Version);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Expired} of {Due} sanctions expired")]
        public static partial void Expired(ILogger logger, int expired, int due);
    }
}

public static class PublicityRegistration
{
    public static IServiceCollection AddPublicity(this IServiceCollection services) => services
        .AddSingleton<PublicityTimer>()
        .AddSingleton(PublicityTimer.Trigger);
}
