using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Statistics;

/// <summary>What some sanctions come to. Whoever asks gives it the records that the caller may see, and no others.</summary>
public sealed class SanctionStatistics
{
    private readonly List<int> _days = [];

    public Cell All { get; } = new("all");

    /// <summary>A sanction with several measures is in each.</summary>
    public CellTable ByMeasure { get; } = new();

    public CellTable ByCategory { get; } = new();

    /// <summary>
    /// Whole days from the first alert of a merchant to the publication of a sanction on it, shortest first; of the sanctions whose merchant
    /// had an alert before, under a verified identifier of a followed scheme.
    /// </summary>
    public IReadOnlyList<int> DaysFromAlert => _days;

    /// <param name="sanctions">Visible sanctions; retracted ones are passed over.</param>
    /// <param name="alerts">Visible alerts; retracted ones are passed over.</param>
    public static SanctionStatistics Of(IEnumerable<IndexedRecord> sanctions, IEnumerable<IndexedRecord> alerts)
    {
        var firstAlerts = FirstAlerts(alerts);
        var groups = new MerchantGroups();
        var counted = new List<(RecordHeader Header, int Number)>();
        var statistics = new SanctionStatistics();
        foreach (var sanction in sanctions.Where(sanction => sanction.Header.Status != RecordStatus.Retracted))
        {
            counted.Add((sanction.Header, groups.Add(sanction)));
            if (FirstAlertOf(sanction, firstAlerts) is { } alert && alert < sanction.Header.PublishedAt)
            {
                statistics._days.Add((int)(sanction.Header.PublishedAt - alert).TotalDays);
            }
        }

        foreach (var (header, number) in counted)
        {
            statistics.Add(header, groups.Find(number));
        }

        statistics._days.Sort();
        return statistics;
    }

    /// <summary>For callers who must not learn of single merchants.</summary>
    public void SuppressSmallCells()
    {
        SmallCells.Suppress([All]);
        SmallCells.Suppress(ByMeasure.Cells);
        SmallCells.Suppress(ByCategory.Cells);
    }

    private void Add(RecordHeader header, int merchant)
    {
        All.Add(merchant);
        ByCategory[header.Category!].Add(merchant);
        foreach (var measure in header.Measures)
        {
            ByMeasure[measure].Add(merchant);
        }
    }

    private static Dictionary<string, DateTimeOffset> FirstAlerts(IEnumerable<IndexedRecord> alerts)
    {
        var first = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var alert in alerts.Where(alert => alert.Header.Status == RecordStatus.Active))
        {
            foreach (var key in FollowedIdentifiers.Of(alert))
            {
                if (!first.TryGetValue(key, out var at) || alert.Header.PublishedAt < at)
                {
                    first[key] = alert.Header.PublishedAt;
                }
            }
        }

        return first;
    }

    private static DateTimeOffset? FirstAlertOf(IndexedRecord sanction, Dictionary<string, DateTimeOffset> firstAlerts)
    {
        DateTimeOffset? first = null;
        foreach (var key in FollowedIdentifiers.Of(sanction))
        {
            if (firstAlerts.TryGetValue(key, out var at) && !(first <= at))
            {
                first = at;
            }
        }

        return first;
    }
}
