using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>Pulls one queue: often while there is something, seldom while there is nothing, at once after a nudge.</summary>
internal sealed partial class QueuePoller(
    QueueTrigger trigger, IQueues queues, QueueNudges nudges, TimeProvider time, QueuePolling polling, ILogger<StandaloneTriggers> logger)
{
    private readonly QueueDelivery _delivery = new(trigger, queues, time, polling, logger);

    private readonly HashSet<Task> _underWay = [];

    private readonly RepeatedLine _outage = new(time);

    /// <summary>Until <paramref name="stopping"/>, and then until the handlers under way have ended.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var interval = polling.ShortestInterval;
        while (!stopping.IsCancellationRequested)
        {
            var nudge = nudges.Next(trigger.Queue);
            var received = await ReceiveAsync(stopping);
            _underWay.UnionWith(received.Select(message => _delivery.DeliverAsync(message, stopping)));
            await RoomAsync();
            if (received.Count > 0)
            {
                interval = polling.ShortestInterval;
                continue;
            }

            var (before, next) = (interval, interval * 2);
            interval = next < polling.LongestInterval ? next : polling.LongestInterval;
            if (await WaitAsync(nudge, before, stopping))
            {
                interval = polling.ShortestInterval;
            }
        }

        await Task.WhenAll(_underWay);
    }

    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(CancellationToken stopping)
    {
        try
        {
            return await queues.ReceiveAsync(trigger.Queue, polling.BatchSize, polling.Invisible, stopping);
        }
        catch (StorageUnavailableException exception)
        {
            if (_outage.Due() is not null)
            {
                LogUnavailable(exception, trigger.Name);
            }

            return [];
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>Waits until no more than the threshold are under way.</summary>
    private async Task RoomAsync()
    {
        _underWay.RemoveWhere(task => task.IsCompleted);
        while (_underWay.Count > polling.NewBatchThreshold)
        {
            _underWay.Remove(await Task.WhenAny(_underWay));
        }
    }

    /// <summary>True when nudged.</summary>
    private async Task<bool> WaitAsync(Task nudge, TimeSpan interval, CancellationToken stopping)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var first = await Task.WhenAny(nudge, Task.Delay(interval, time, waiting.Token));
        await waiting.CancelAsync();
        return first == nudge;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Trigger}: the queue cannot be read.")]
    private partial void LogUnavailable(Exception exception, string trigger);
}
