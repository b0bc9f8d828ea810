namespace InfoShare.Statistics;

/// <summary>The days that are counted, in UTC.</summary>
/// <param name="From">The first; null: from the beginning.</param>
/// <param name="Until">The first that is not; null: to the end.</param>
public readonly record struct StatisticsPeriod(DateOnly? From, DateOnly? Until)
{
    public bool IsAll => From is null && Until is null;

    public bool Has(DateOnly day) => !(day < From) && !(day >= Until);
}
