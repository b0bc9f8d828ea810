using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>
/// Reads the log of many callers as one, in the order of time: per day a merge of their partitions, in which a block is opened when its turn
/// comes. In memory are the blocks that overlap in time and the next few of each caller.
/// </summary>
public sealed class AccessLogReader(ITables tables)
{
    /// <param name="agencies">Whose entries; those of callers without an agency are always among them.</param>
    /// <param name="after">Where an earlier reading of the same days ended, or null.</param>
    public async IAsyncEnumerable<LoggedLine> ReadAsync(
        IReadOnlyList<string> agencies, DateOnly from, DateOnly to, LogPlace? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = after?.Day ?? from; day <= to; day = day.AddDays(1))
        {
            LogPlace? afterOfDay = after?.Day == day ? after : null;
            var lines = new DayLines(tables, day, afterOfDay is { } start ? start.Ticks - AccessLogWriter.MaxDelay.Ticks : 0);
            await lines.OpenAsync([.. agencies, AccessBlock.NoAgency], cancellationToken);
            var last = new LogPlace(day, 0, 0);
            while (await lines.NextAsync(cancellationToken) is { } line)
            {
                last = new(day, line.Ticks, line.Ticks == last.Ticks ? last.Count + 1 : 1);
                if (afterOfDay is not { } shown || last.IsAfter(shown))
                {
                    yield return new(last, line.Line);
                }
            }
        }
    }
}
