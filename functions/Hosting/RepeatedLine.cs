namespace InfoShare.Functions.Hosting;

/// <summary>
/// A line of the log that an outage would say for every call: it is said once in ten seconds, with how many were left out, so that an outage does not
/// fill the log's quota, and the rest of the log is there to explain it.
/// </summary>
public sealed class RepeatedLine(TimeProvider time)
{
    /// <summary>Between two lines.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();

    private long? _saidAt;

    private int _leftOut;

    /// <summary>Null: not now; else say it, and how often it was not said since the last time.</summary>
    public int? Due()
    {
        lock (_lock)
        {
            if (_saidAt is { } saidAt && time.GetElapsedTime(saidAt) < Interval)
            {
                _leftOut++;
                return null;
            }

            var leftOut = _leftOut;
            (_saidAt, _leftOut) = (time.GetTimestamp(), 0);
            return leftOut;
        }
    }
}
