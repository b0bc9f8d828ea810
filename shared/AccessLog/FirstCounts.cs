using InfoShare.Agencies;
using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>Of a day's counts the first few behind a place, added up from rows in any order.</summary>
internal sealed class FirstCounts(DateOnly day, CountOrder? after, int take)
{
    private readonly SortedSet<CountOrder> _order = [];
    private readonly Dictionary<CountOrder, ReadCount> _counts = [];

    public IEnumerable<ReadCount> InOrder() => _order.Select(order => _counts[order]);

    /// <summary>What falls off the end has as many before it as are taken, and never comes back: no count that is shown misses a part.</summary>
    public void Add(Entity row)
    {
        var agency = AgencyId.Parse(row.Properties.GetString(BlockCounts.AgencyProperty)!);
        foreach (var (record, count) in BlockCounts.Read(row))
        {
            var order = CountOrder.Of(record, agency);
            if (after is { } shown && order <= shown)
            {
                continue;
            }

            _order.Add(order);
            _counts[order] = new(day, record, agency, count + (_counts.TryGetValue(order, out var known) ? known.Count : 0));
            if (_order.Count > take)
            {
                _counts.Remove(_order.Max);
                _order.Remove(_order.Max);
            }
        }
    }
}
