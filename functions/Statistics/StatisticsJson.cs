using System.Globalization;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Statistics;

namespace InfoShare.Functions.Statistics;

/// <summary>Statistics on the wire. Of a suppressed cell there is its key and that it is suppressed.</summary>
internal static class StatisticsJson
{
    /// <param name="withAmounts">Also the amounts by two keys, of which no small cells are hidden.</param>
    public static void Write(Utf8JsonWriter writer, AlertStatistics statistics, DateTimeOffset countedAt, bool withAmounts)
    {
        writer.WriteStartObject();
        writer.WriteString("countedAt", Instant.Format(countedAt));
        WriteCounts(writer, statistics.All, "alerts");
        WriteTable(writer, "byTypology", "typology", "alerts", statistics.ByTypology);
        WriteTable(writer, "byMonth", "month", "alerts", statistics.ByMonth);
        WriteTable(writer, "byCounterpartyCountry", "country", "alerts", statistics.ByCounterpartyCountry);
        WriteTable(writer, "amounts", "currency", "alerts", statistics.Amounts, withSums: true);
        if (withAmounts)
        {
            WriteAmounts(writer, "amountsByTypology", "typology", statistics.AmountsByTypology);
            WriteAmounts(writer, "amountsByMonth", "month", statistics.AmountsByMonth);
            WriteAmounts(writer, "amountsByCounterpartyCountry", "country", statistics.AmountsByCounterpartyCountry);
        }

        writer.WriteStartArray("precision");
        foreach (var precision in statistics.Precision)
        {
            WritePrecision(writer, precision);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, SanctionStatistics statistics, DateTimeOffset countedAt)
    {
        writer.WriteStartObject();
        writer.WriteString("countedAt", Instant.Format(countedAt));
        WriteCounts(writer, statistics.All, "sanctions");
        WriteTable(writer, "byMeasure", "measure", "sanctions", statistics.ByMeasure);
        WriteTable(writer, "byCategory", "category", "sanctions", statistics.ByCategory);
        writer.WriteStartObject("fromAlertToSanction");
        var days = statistics.DaysFromAlert;
        writer.WriteNumber("sanctions", days.Count);
        if (days.Count > 0)
        {
            writer.WriteNumber("lowerQuartileDays", Rank(days, 25));
            writer.WriteNumber("medianDays", Rank(days, 50));
            writer.WriteNumber("upperQuartileDays", Rank(days, 75));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The nearest rank.</summary>
    private static int Rank(IReadOnlyList<int> sorted, int percent) => sorted[Math.Max(0, (((sorted.Count * percent) + 99) / 100) - 1)];

    private static void WriteTable(Utf8JsonWriter writer, string table, string key, string records, CellTable cells, bool withSums = false)
    {
        writer.WriteStartArray(table);
        foreach (var cell in cells.Cells)
        {
            writer.WriteStartObject();
            writer.WriteString(key, cell.Key);
            WriteCounts(writer, cell, records);
            if (withSums && !cell.IsSuppressed)
            {
                writer.WriteString("value", cell.Sum.ToString(CultureInfo.InvariantCulture));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAmounts(Utf8JsonWriter writer, string table, string key, AmountTable amounts)
    {
        writer.WriteStartArray(table);
        foreach (var (value, currency, cell) in amounts.Cells)
        {
            writer.WriteStartObject();
            writer.WriteString(key, value);
            writer.WriteString("currency", currency);
            WriteCounts(writer, cell, "alerts");
            writer.WriteString("value", cell.Sum.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter writer, Cell cell, string records)
    {
        if (cell.IsSuppressed)
        {
            writer.WriteBoolean("suppressed", true);
            return;
        }

        writer.WriteNumber(records, cell.Records);
        writer.WriteNumber("merchants", cell.Merchants.Count);
    }

    private static void WritePrecision(Utf8JsonWriter writer, Precision precision)
    {
        writer.WriteStartObject();
        writer.WriteString("publisher", precision.Publisher.ToString());
        writer.WriteString("typology", precision.Typology);
        WriteCounts(writer, precision.Alerts, "alerts");
        if (!precision.Alerts.IsSuppressed)
        {
            WriteTable(writer, "answers", "answer", "alerts", precision.Answers);
            if (precision.Share is { } share)
            {
                writer.WriteNumber("precision", Math.Round(share, 4));
            }
        }

        writer.WriteEndObject();
    }
}
