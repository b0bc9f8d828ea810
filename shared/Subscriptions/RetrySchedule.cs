namespace InfoShare.Subscriptions;

/// <summary>When a delivery that failed is tried again: the schedule of Standard Webhooks 1.0.0, 75 h 35 min and 5 s in all.</summary>
public sealed record RetrySchedule
{
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromHours(24);

    /// <summary>After the first try, the second …</summary>
    public IReadOnlyList<TimeSpan> Delays { get; init; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>How long a receiver that does not answer is left alone at most, whatever else waits for it.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A receiver that takes longer to answer is slow, and gets less of the hub at once.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When a message comes back to a slow receiver that found another in work.</summary>
    /// <param name="before">How many such messages were sent back since one was done.</param>
    public TimeSpan ComesBack(int before)
    {
        var later = Delays[0] * (before + 1);
        return later < LongestSilence ? later : LongestSilence;
    }

    /// <summary>How long a receiver that did not answer is left alone by all that waits for it.</summary>
    /// <param name="attempt">Which try found it silent.</param>
    /// <param name="asked">Seconds that the receiver asked for.</param>
    public TimeSpan Silence(int attempt, int? asked)
    {
        var usual = Delays[Math.Min(attempt, Delays.Count) - 1];
        var bounded = usual < LongestSilence ? usual : LongestSilence;
        var wanted = TimeSpan.FromSeconds(asked ?? 0);
        return wanted <= bounded ? bounded : wanted < LongestAskedFor ? wanted : LongestAskedFor;
    }

    /// <summary>The pause after the <paramref name="attempt"/>th try, or null: it was the last.</summary>
    /// <param name="asked">Seconds that the receiver asked for.</param>
    /// <param name="chance">0 to 1: spreads those that failed together.</param>
    public TimeSpan? After(int attempt, int? asked, double chance)
    {
        if (attempt > Delays.Count)
        {
            return null;
        }

        var usual = Delays[attempt - 1] * (1 + (chance / 10));
        var wanted = TimeSpan.FromSeconds(asked ?? 0);
        var longer = wanted > usual ? wanted : usual;
        return wanted < LongestAskedFor ? longer : LongestAskedFor;
    }
}
