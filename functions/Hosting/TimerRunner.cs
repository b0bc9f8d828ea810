namespace InfoShare.Functions.Hosting;

/// <summary>
/// Runs one timer, never twice at once. It runs at the start, for nobody knows what was missed while the program was down, and
/// afterwards whenever it is due; runs that fell due during a long one are made up for by one.
/// </summary>
internal sealed partial class TimerRunner(TimerTrigger trigger, TimeProvider time, ILogger<StandaloneTriggers> logger)
{
    /// <summary>Clocks are set and machines sleep: a long wait is looked at again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly NcrontabSchedule _schedule = NcrontabSchedule.Parse(trigger.Schedule);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var started = time.GetUtcNow();
            await RunOnceAsync(stopping);
            await WaitAsync(_schedule.Next(started), stopping);
        }
    }

    private async Task RunOnceAsync(CancellationToken stopping)
    {
        try
        {
            await trigger.Handle(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping is no failure.
        }
        catch (Exception exception)
        {
            LogFailure(exception, trigger.Name);
        }
    }

    private async Task WaitAsync(DateTimeOffset due, CancellationToken stopping)
    {
        for (var wait = due - time.GetUtcNow(); wait > TimeSpan.Zero && !stopping.IsCancellationRequested; wait = due - time.GetUtcNow())
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Trigger}: the run failed; the next is made when it is due.")]
    private partial void LogFailure(Exception exception, string trigger);
}
