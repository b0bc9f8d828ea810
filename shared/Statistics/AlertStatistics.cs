using System.Globalization;
using InfoShare.Agencies;
using InfoShare.Dispositions;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Statistics;

/// <summary>What some alerts come to. Whoever asks gives it the alerts and the answers that the caller may see, and no others.</summary>
public sealed class AlertStatistics
{
    private readonly SortedDictionary<string, Precision> _precision = new(StringComparer.Ordinal);

    public Cell All { get; } = new("all");

    public CellTable ByTypology { get; } = new();

    /// <summary>By the month of detection, such as <c>2026-07</c>, in UTC.</summary>
    public CellTable ByMonth { get; } = new();

    /// <summary>An alert with several countries is in each.</summary>
    public CellTable ByCounterpartyCountry { get; } = new();

    /// <summary>By currency, with sums.</summary>
    public CellTable Amounts { get; } = new();

    /// <summary>For authorities alone: of tables with two keys it would be too much to hide small cells in all of them.</summary>
    public AmountTable AmountsByTypology { get; } = new();

    /// <inheritdoc cref="AmountsByTypology"/>
    public AmountTable AmountsByMonth { get; } = new();

    /// <inheritdoc cref="AmountsByTypology"/>
    public AmountTable AmountsByCounterpartyCountry { get; } = new();

    /// <summary>By institution and typology.</summary>
    public IReadOnlyCollection<Precision> Precision => _precision.Values;

    /// <param name="alerts">Visible alerts; retracted ones are passed over.</param>
    /// <param name="newest">The newest visible answer of each agency to an alert.</param>
    /// <param name="detected">Days of detection that are counted.</param>
    public static AlertStatistics Of(IEnumerable<IndexedRecord> alerts, ILookup<RecordId, Disposition> newest, StatisticsPeriod detected)
    {
        var groups = new MerchantGroups();
        var counted = new List<(RecordHeader Header, AlertFacts Facts, int Number)>();
        foreach (var alert in alerts)
        {
            if (alert.Header.Status == RecordStatus.Active && alert.Alert is { } facts && detected.Has(facts.DetectedOn))
            {
                counted.Add((alert.Header, facts, groups.Add(alert)));
            }
        }

        var statistics = new AlertStatistics();
        foreach (var (header, facts, number) in counted)
        {
            statistics.Add(header, facts, groups.Find(number), newest[header.Id]);
        }

        return statistics;
    }

    /// <summary>For callers who must not learn of single merchants.</summary>
    public void SuppressSmallCells()
    {
        SmallCells.Suppress([All]);
        foreach (var table in new[] { ByTypology, ByMonth, ByCounterpartyCountry, Amounts })
        {
            SmallCells.Suppress(table.Cells);
        }

        foreach (var institution in Precision.GroupBy(precision => precision.Publisher))
        {
            SmallCells.Suppress([.. institution.Select(precision => precision.Alerts)]);
        }

        foreach (var precision in Precision)
        {
            SmallCells.Suppress(precision.Answers.Cells);
        }
    }

    private void Add(RecordHeader header, AlertFacts facts, int merchant, IEnumerable<Disposition> newest)
    {
        var month = facts.DetectedOn.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var countries = facts.CounterpartyCountries.Distinct(StringComparer.Ordinal).ToList();
        All.Add(merchant);
        ByTypology[header.Typology!].Add(merchant);
        ByMonth[month].Add(merchant);
        foreach (var country in countries)
        {
            ByCounterpartyCountry[country].Add(merchant);
        }

        foreach (var currency in facts.Amounts.GroupBy(amount => amount.Currency, StringComparer.Ordinal))
        {
            var sum = currency.Sum(amount => amount.Number);
            Amounts[currency.Key].Add(merchant, sum);
            AmountsByTypology[header.Typology!, currency.Key].Add(merchant, sum);
            AmountsByMonth[month, currency.Key].Add(merchant, sum);
            foreach (var country in countries)
            {
                AmountsByCounterpartyCountry[country, currency.Key].Add(merchant, sum);
            }
        }

        PrecisionOf(header.Publisher, header.Typology!).Add(merchant, newest);
    }

    private Precision PrecisionOf(AgencyId publisher, string typology)
    {
        var key = $"{publisher} {typology}";
        if (!_precision.TryGetValue(key, out var precision))
        {
            _precision.Add(key, precision = new(publisher, typology));
        }

        return precision;
    }
}
