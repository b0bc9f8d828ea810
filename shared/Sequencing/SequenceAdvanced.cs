using System.Diagnostics.CodeAnalysis;

namespace InfoShare.Sequencing;

/// <summary>
/// Tells waiters of this process that the sequence has probably grown. Only a nudge: who waits for it must also look by itself from
/// time to time, for the sequencer may run in another process.
/// </summary>
public sealed class SequenceAdvanced
{
    private TaskCompletionSource _next = New();

    private TaskCompletionSource _nextCleaned = New();

    /// <summary>Completes at the next <see cref="Raise"/>. Take it before reading, so that nothing raised meanwhile is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    [SuppressMessage("Design", "CA1030:Use events where appropriate", Justification = "Waiters await it; there is nobody to call.")]
    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    /// <summary>Completes when the next round has cleaned up after itself, so that fewer rows are pending.</summary>
    public Task NextCleaned => Volatile.Read(ref _nextCleaned).Task;

    [SuppressMessage("Design", "CA1030:Use events where appropriate", Justification = "Waiters await it; there is nobody to call.")]
    public void RaiseCleaned() => Interlocked.Exchange(ref _nextCleaned, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
