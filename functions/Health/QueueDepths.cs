using System.Diagnostics.Metrics;
using InfoShare.Functions.Telemetry;
using InfoShare.Storage;

namespace InfoShare.Functions.Health;

/// <summary>How many messages wait in each queue and in its poison queue, as of the last time that somebody asked.</summary>
public sealed class QueueDepths
{
    private readonly IQueues _queues;

    private volatile IReadOnlyList<Measurement<long>> _depths = [];

    public QueueDepths(IQueues queues, HubMetrics metrics)
    {
        _queues = queues;
        metrics.ObserveMany("infoshare.queue.depth", "{message}", "Messages in a queue, about.", () => _depths);
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var depths = new List<Measurement<long>>();
        foreach (var queue in StorageNames.Queues.All.SelectMany(queue => new[] { queue, StorageNames.Queues.Poison(queue) }))
        {
            depths.Add(new(await _queues.CountAsync(queue, cancellationToken), new KeyValuePair<string, object?>("queue", queue)));
        }

        _depths = depths;
    }
}
