using System.Collections.Concurrent;

namespace InfoShare.Functions.Hosting;

/// <summary>
/// Wakes the poller of a queue at once when this process has sent to it (<see cref="NudgingQueues"/>). Only a nudge: messages of other processes are found by polling,
/// and under the Functions host nobody listens.
/// </summary>
public sealed class QueueNudges
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new(StringComparer.Ordinal);

    /// <summary>Completes at the next <see cref="Nudge"/>. Take it before receiving, so that none in between is missed.</summary>
    public Task Next(string queue) => _next.GetOrAdd(queue, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Call after a message without delay was sent.</summary>
    public void Nudge(string queue)
    {
        if (_next.TryRemove(queue, out var next))
        {
            next.SetResult();
        }
    }
}
