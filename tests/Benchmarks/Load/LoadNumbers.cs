namespace InfoShare.Benchmarks.Load;

/// <summary>The running numbers of all connections.</summary>
internal sealed class LoadNumbers(long first, long modulo)
{
    private long _next = first - 1;

    public long Next()
    {
        var next = Interlocked.Increment(ref _next);
        return modulo == 0 ? next : next % modulo;
    }
}
