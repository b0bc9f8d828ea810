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
    /// Days from the detection of the first alert of a merchant to the decision of a sanction on it (its publication, where it states none),
    /// shortest first; of the sanctions whose merchant had an alert by then, under a verified identifier of a followed scheme.
    /// </summary>
    public IReadOnlyList<int> DaysFromAlert => _days;

    /// <param name="sanctions">Visible sanctions; retracted ones are passed over.</param>
    /// <param name="alerts">Visible alerts; retracted ones are passed over.</param>
    /// <param name="decided">Days of decision that are counted.</param>
    public static SanctionStatistics Of(IEnumerable<IndexedRecord> sanctions, IEnumerable<IndexedRecord> alerts, StatisticsPeriod decided)
    {
        var firstAlerts = FirstAlerts(alerts);
        var groups = new MerchantGroups();
        var counted = new List<(RecordHeader Header, int Number)>();
        var statistics = new SanctionStatistics();
        foreach (var sanction in sanctions.Where(sanction => sanction.Header.Status != RecordStatus.Retracted && decided.Has(DecisionOf(sanction.Header))))
        {
            counted.Add((sanction.Header, groups.Add(sanction)));
            if (FirstAlertOf(sanction, firstAlerts) is { } detected && DecisionOf(sanction.Header) is var decision && detected <= decision)
            {
                statistics._days.Add(decision.DayNumber - detected.DayNumber);
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

    /// <summary>A day of its publisher's where it is stated; the two calendars may differ by one.</summary>
    private static DateOnly DecisionOf(RecordHeader sanction) => sanction.DecidedOn ?? DateOnly.FromDateTime(sanction.PublishedAt.UtcDateTime);

    private static Dictionary<string, DateOnly> FirstAlerts(IEnumerable<IndexedRecord> alerts)
    {
        var first = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var alert in alerts)
        {
            if (alert is not { Header.Status: RecordStatus.Active, Alert.DetectedOn: var detected })
            {
                continue;
            }

            foreach (var key in FollowedIdentifiers.Of(alert))
            {
                if (!first.TryGetValue(key, out var day) || detected < day)
                {
                    first[key] = detected;
                }
            }
        }

        return first;
    }

    private static DateOnly? FirstAlertOf(IndexedRecord sanction, Dictionary<string, DateOnly> firstAlerts)
    {
        DateOnly? first = null;
        foreach (var key in FollowedIdentifiers.Of(sanction))
        {
            if (firstAlerts.TryGetValue(key, out var day) && !(first <= day))
            {
                first = day;
            }
        }

        return first;
    }
}
