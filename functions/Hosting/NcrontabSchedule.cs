using System.Numerics;

namespace InfoShare.Functions.Hosting;

/// <summary>
/// A schedule in NCRONTAB with six fields, {second} {minute} {hour} {day} {month} {day of week}, in UTC: numbers, <c>*</c>, ranges,
/// steps and lists; months and days of the week also by name. As in the Functions host, a day must match both of its fields.
/// </summary>
public sealed class NcrontabSchedule
{
    /// <summary>Every combination of date and day of the week comes round within 28 years, 40 across a century's missing leap day.</summary>
    private const int SearchYears = 41;

    private readonly ulong[] _fields;

    private NcrontabSchedule(ulong[] fields) => _fields = fields;

    /// <exception cref="FormatException">Not such a schedule, or one that is never due.</exception>
    public static NcrontabSchedule Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != NcrontabField.All.Count)
        {
            throw new FormatException($"'{text}' is not a schedule of six fields.");
        }

        var schedule = new NcrontabSchedule([.. NcrontabField.All.Select((field, index) => field.Parse(parts[index]))]);
        return schedule.Find(DateTimeOffset.UnixEpoch) is null ? throw new FormatException($"'{text}' is never due.") : schedule;
    }

    /// <summary>The first instant after <paramref name="after"/> at which it is due, in UTC.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => Find(after) ?? throw new InvalidOperationException("A schedule that was read is due some time.");

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private DateTimeOffset? Find(DateTimeOffset after)
    {
        var start = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero).AddSeconds(1);
        var first = DateOnly.FromDateTime(start.UtcDateTime);
        for (var day = first; day.Year <= first.Year + SearchYears; day = day.AddDays(1))
        {
            var from = day == first ? start.TimeOfDay : TimeSpan.Zero;
            if (IsDue(day) && FindTime(from) is { } time)
            {
                return new(day.ToDateTime(TimeOnly.FromTimeSpan(time)), TimeSpan.Zero);
            }
        }

        return null;
    }

    private bool IsDue(DateOnly day) => Has(_fields[3], day.Day) && Has(_fields[4], day.Month) && Has(_fields[5], (int)day.DayOfWeek);

    private TimeSpan? FindTime(TimeSpan from)
    {
        var earliest = (from.Hours, from.Minutes, from.Seconds);
        foreach (var hour in Values(_fields[2]).Where(hour => hour >= earliest.Hours))
        {
            foreach (var minute in Values(_fields[1]).Where(minute => (hour, minute).CompareTo((earliest.Hours, earliest.Minutes)) >= 0))
            {
                foreach (var second in Values(_fields[0]).Where(second => (hour, minute, second).CompareTo(earliest) >= 0))
                {
                    return new(hour, minute, second);
                }
            }
        }

        return null;
    }

    private static IEnumerable<int> Values(ulong set)
    {
        for (; set != 0; set &= set - 1)
        {
            yield return BitOperations.TrailingZeroCount(set);
        }
    }
}
