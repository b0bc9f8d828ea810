namespace InfoShare.Merchants;

/// <summary>Wakes those who wait for a condition whenever it may have come true; costs nearly nothing while nobody waits.</summary>
public sealed class Signal
{
    private TaskCompletionSource? _waited;

    public void Set()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waited) is not null)
        {
            Interlocked.Exchange(ref _waited, null)?.TrySetResult();
        }
    }

    /// <summary>True when the condition holds, false after the time-out.</summary>
    public async ValueTask<bool> WaitAsync(Func<bool> condition, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            // Registered before the condition is asked, so that a change in between wakes this.
            var next = Registered();
            if (condition())
            {
                return true;
            }

            var left = timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                await next.WaitAsync(left, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return condition();
            }
        }
    }

    private Task Registered()
    {
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _waited, fresh, null) ?? fresh).Task;
    }
}
