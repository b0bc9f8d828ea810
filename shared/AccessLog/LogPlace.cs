namespace InfoShare.AccessLog;

/// <summary>A place in the access log's order of time; a reader goes on behind it, and misses or repeats nothing that was there.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Ticks">The line's place in time.</param>
/// <param name="Count">Which of the lines of that instant, from 1.</param>
public readonly record struct LogPlace(DateOnly Day, long Ticks, int Count)
{
    /// <summary>For a cursor.</summary>
    public long[] ToPositions() => [Day.DayNumber, Ticks, Count];

    /// <summary>From a cursor, or null.</summary>
    public static LogPlace? Of(IReadOnlyList<long> positions) =>
        positions is [var day, var ticks, var count] && day >= 0 && day <= DateOnly.MaxValue.DayNumber ? new(DateOnly.FromDayNumber((int)day), ticks, (int)count) : null;

    /// <summary>Whether what stands here comes after <paramref name="other"/>; of one day.</summary>
    public bool IsAfter(LogPlace other) => Ticks > other.Ticks || (Ticks == other.Ticks && Count > other.Count);
}

/// <summary>A line of the access log and its place.</summary>
/// <param name="Json">As <see cref="AccessLine"/> writes it; valid until the next line is read.</param>
public readonly record struct LoggedLine(LogPlace Place, ReadOnlyMemory<byte> Json);
