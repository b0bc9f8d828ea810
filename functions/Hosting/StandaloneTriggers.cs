using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>
/// The program's own trigger host, for standing alone: pulls every queue with the Functions host's semantics and runs every timer on its
/// schedule. At stopping, handlers are asked to end and are waited for.
/// </summary>
/// <param name="lifetime">Stopping begins when the program is asked to, for what handlers call may end then already.</param>
public sealed class StandaloneTriggers(
    IEnumerable<QueueTrigger> queueTriggers,
    IEnumerable<TimerTrigger> timerTriggers,
    IQueues queues,
    QueueNudges nudges,
    TimeProvider time,
    QueuePolling polling,
    IHostApplicationLifetime lifetime,
    ILogger<StandaloneTriggers> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await Task.WhenAll(
        [
            .. queueTriggers.Select(trigger => new QueuePoller(trigger, queues, nudges, time, polling, logger)).Select(poller => RunAsync(poller.RunAsync, stopping.Token)),
            .. timerTriggers.Select(trigger => new TimerRunner(trigger, time, logger)).Select(timer => RunAsync(timer.RunAsync, stopping.Token)),
        ]);
    }

    /// <summary>Each on its own: an adapter that answers without waiting must not hold up the start, or the other triggers.</summary>
    private static Task RunAsync(Func<CancellationToken, Task> run, CancellationToken stopping) => Task.Run(() => run(stopping), CancellationToken.None);
}
