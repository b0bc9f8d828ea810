using InfoShare.Functions.Merchants;
using InfoShare.Merchants;
using InfoShare.Sequencing;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Runs the telling: at once when this process has sequenced, and by the timer <c>tell</c> for what others have. One run at a time within the
/// process; several processes do no harm.
/// </summary>
public sealed partial class TellRuns(
    Telling telling, SequenceAdvanced advanced, IndexTail tail, MerchantIndex index, TimeProvider time, ILogger<TellRuns> logger) : BackgroundService
{
    /// <summary>After a run: what is sequenced meanwhile goes into the next, instead of each version into its own.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Rounds until the end of the sequence is reached.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await tail.UntilReadyAsync(cancellationToken);
        await _one.WaitAsync(cancellationToken);
        try
        {
            while (await telling.RunRoundAsync(tail.Epoch, index.Position, cancellationToken))
            {
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Taken before the run: what is sequenced during it wakes the next.
            var next = advanced.Next;
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The end of this run; the timer tries again, and the hub goes on with all else.
                LogFailed(exception);
            }

            await next.WaitAsync(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Subscribers cannot be told; the next run goes on where this one stopped")]
    private partial void LogFailed(Exception exception);
}
