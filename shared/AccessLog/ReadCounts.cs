using InfoShare.Agencies;
using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>
/// Who read a publisher's records, from what <see cref="AccessLogProjection"/> has written. A page is made in one pass over each day's rows that
/// keeps only the page, so that memory depends on the page's size alone.
/// </summary>
public sealed class ReadCounts(ITables tables)
{
    /// <summary>The first <paramref name="take"/> counts behind <paramref name="after"/>.</summary>
    public async Task<List<ReadCount>> ReadAsync(
        AgencyId publisher, DateOnly from, DateOnly to, CountPlace? after, int take, CancellationToken cancellationToken)
    {
        var page = new List<ReadCount>();
        for (var day = after?.Day ?? from; day <= to && page.Count < take; day = day.AddDays(1))
        {
            page.AddRange(await ReadDayAsync(publisher, day, after?.Day == day ? after.Value.Order : null, take - page.Count, cancellationToken));
        }

        return page;
    }

    private async Task<IEnumerable<ReadCount>> ReadDayAsync(
        AgencyId publisher, DateOnly day, CountOrder? after, int take, CancellationToken cancellationToken)
    {
        var first = new FirstCounts(day, after, take);
        string? continuation = null;
        do
        {
            // A row may have 60 KiB: few at a time.
            var rows = await tables.QueryAsync(
                StorageNames.Tables.AccessLog, StorageNames.AccessLogRows.ByPublisher(publisher, day), null, null, 16, continuation, cancellationToken);
            foreach (var row in rows.Entities)
            {
                first.Add(row);
            }

            continuation = rows.Continuation;
        }
        while (continuation is not null);
        return first.InOrder();
    }
}
