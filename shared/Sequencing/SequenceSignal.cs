using System.Diagnostics.CodeAnalysis;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// Collects which shards have something pending, until the hosted sender takes them for a message. Losing what was collected, in a crash,
/// costs a delay and nothing else: the sweep lists every shard.
/// </summary>
public sealed class SequenceSignal
{
    private readonly Lock _lock = new();

    private readonly SortedSet<string> _shards = new(StringComparer.Ordinal);

    private TaskCompletionSource _raised = New();

    /// <summary>Completes as soon as there is something to take.</summary>
    public Task Raised
    {
        get
        {
            lock (_lock)
            {
                return _raised.Task;
            }
        }
    }

    /// <summary>Call after a commit with a pending row, never before.</summary>
    /// <param name="shard">The record's partition, one of <see cref="StorageNames.RecordRows.Shards"/>.</param>
    [SuppressMessage("Design", "CA1030:Use events where appropriate", Justification = "It raises a signal between processes.")]
    public void Raise(string shard)
    {
        lock (_lock)
        {
            _shards.Add(shard);
            _raised.TrySetResult();
        }
    }

    /// <summary>All that was raised since the last time; perhaps nothing.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_lock)
        {
            string[] taken = [.. _shards];
            _shards.Clear();
            _raised = New();
            return taken;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
