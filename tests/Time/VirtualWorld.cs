namespace InfoShare.Tests.Time;

/// <summary>
/// Many processes on one thread, in a time of their own: whatever is awaited goes on here, and when nothing is left to do the clock jumps to the
/// next instant at which something is. Seconds of a busy hub pass in as long as its work takes.
/// </summary>
internal sealed class VirtualWorld : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public VirtualTime Time { get; } = new();

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Starts the actors, and lets the time pass.</summary>
    public void Run(Action start, TimeSpan length)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            start();
            var end = Time.GetUtcNow() + length;
            do
            {
                while (_posted.TryDequeue(out var next))
                {
                    next.Callback(next.State);
                }
            }
            while (Time.JumpToNext(end));
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}

/// <summary>A clock that jumps from one timer to the next.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<(VirtualTimer Timer, int Setting), (DateTimeOffset Due, long Number)> _due = new();

    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires what is due next, at its time; false if that is after <paramref name="end"/>, or never.</summary>
    public bool JumpToNext(DateTimeOffset end)
    {
        while (_due.TryDequeue(out var next, out var at))
        {
            if (at.Due > end)
            {
                return false;
            }

            if (next.Timer.IsSet(next.Setting))
            {
                _now = at.Due > _now ? at.Due : _now;
                next.Timer.Fire();
                return true;
            }
        }

        return false;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;

        private bool _isOff;

        public bool IsSet(int setting) => !_isOff && setting == _setting;

        public void Fire()
        {
            _isOff = true;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            _setting++;
            _isOff = dueTime == Timeout.InfiniteTimeSpan;
            if (!_isOff)
            {
                time._due.Enqueue((this, _setting), (time._now + dueTime, time._number++));
            }

            return true;
        }

        public void Dispose() => _isOff = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
