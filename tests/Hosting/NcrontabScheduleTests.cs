using System.Globalization;
using InfoShare.Functions.Hosting;

namespace InfoShare.Tests.Hosting;

public sealed class NcrontabScheduleTests
{
    [Theory]
    [InlineData("0 * * * * *", "2030-01-01T00:00:00Z", "2030-01-01T00:01:00Z")]
    [InlineData("0 * * * * *", "2030-12-31T23:59:59.5Z", "2031-01-01T00:00:00Z")]
    [InlineData("0 */5 * * * *", "2030-01-01T00:04:59Z", "2030-01-01T00:05:00Z")]
    [InlineData("0 */15 * * * *", "2030-01-01T00:45:00Z", "2030-01-01T01:00:00Z")]
    [InlineData("*/20 * * * * *", "2030-01-01T00:00:21Z", "2030-01-01T00:00:40Z")]
    [InlineData("30 5/10 * * * *", "2030-01-01T00:00:00Z", "2030-01-01T00:05:30Z")]
    [InlineData("30 5/10 * * * *", "2030-01-01T00:55:30Z", "2030-01-01T01:05:30Z")]
    [InlineData("0 0 3 * * *", "2030-01-01T03:00:00Z", "2030-01-02T03:00:00Z")]
    [InlineData("0 30 9-17 * * mon-fri", "2030-01-04T17:30:00Z", "2030-01-07T09:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2030-01-01T00:00:00Z", "2032-02-29T00:00:00Z")]
    [InlineData("0 0 0 1 Jan,JUL *", "2030-01-01T00:00:00Z", "2030-07-01T00:00:00Z")]
    [InlineData("0 0 0 13 * 5", "2030-01-01T00:00:00Z", "2030-09-13T00:00:00Z")]
    [InlineData("0 0 12 * * 0", "2030-01-01T00:00:00+05:00", "2030-01-06T12:00:00Z")]
    public void It_Is_Next_Due_After(string schedule, string after, string due) => Assert.Equal(
        DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
        NcrontabSchedule.Parse(schedule).Next(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("* * * * *")]
    [InlineData("0 0 0 0 0 0 0")]
    [InlineData("60 * * * * *")]
    [InlineData("0 0 24 * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 * 13 *")]
    [InlineData("0 0 0 * * 7")]
    [InlineData("0 0 0 * * ?")]
    [InlineData("0 0 0 L * *")]
    [InlineData("0 5-1 * * * *")]
    [InlineData("0 */0 * * * *")]
    [InlineData("0 1, * * * *")]
    [InlineData("0 -1 * * * *")]
    [InlineData("0 +1 * * * *")]
    [InlineData("mon * * * * *")]
    [InlineData("0 0 0 30 2 *")]
    public void Other_Texts_Are_Refused(string schedule) => Assert.Throws<FormatException>(() => NcrontabSchedule.Parse(schedule));

    [Fact]
    public void It_Agrees_With_Looking_At_Every_Second()
    {
        var schedule = NcrontabSchedule.Parse("7,40-45 3/19 */7 1-31/2 * tue,sat");
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var expected = Enumerable.Range(0, 6 * 24 * 3600).Select(second => start.AddSeconds(second)).Where(at =>
            (at.Second == 7 || at.Second is >= 40 and <= 45) && at.Minute is 3 or 22 or 41 && at.Hour % 7 == 0 && at.Day % 2 == 1
            && at.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Saturday);
        var actual = new List<DateTimeOffset>();
        for (var due = schedule.Next(start.AddSeconds(-1)); due < start.AddDays(6); due = schedule.Next(due))
        {
            actual.Add(due);
        }

        Assert.NotEmpty(actual);
        Assert.Equal(expected.Where(at => (at.Second == 7 || at.Second is >= 40 and <= 45) && at.Hour % 7 == 0 && at.Day % 2 == 1), actual);
    }
}
