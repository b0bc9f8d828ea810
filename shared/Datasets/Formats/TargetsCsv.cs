using System.Buffers;
using System.Globalization;

namespace InfoShare.Datasets.Formats;

/// <summary>
/// <c>targets.simple.csv</c>, with the columns and the dialect of the tools that read it (all cells quoted, LF). What the hub does not know
/// (birth dates, telephone numbers, e-mail addresses) stays empty.
/// </summary>
internal static class TargetsCsv
{
    /// <summary>The columns, exactly.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones", "emails", "program_ids",
        "dataset", "first_seen", "last_seen", "last_change",
    ];

    public static void WriteHeader(IBufferWriter<byte> output)
    {
        var row = new CsvRow(output, quoteAll: true);
        foreach (var column in Columns)
        {
            row.Cell(column);
        }

        row.End();
    }

    public static void Write(Target target, IBufferWriter<byte> output)
    {
        var row = new CsvRow(output, quoteAll: true);
        var caption = target.Caption;
        row.Cell(target.Id);
        row.Cell(target.Schema);
        row.Cell(caption);
        row.Cell(Sorted(target.Names.Where(name => name.Text != caption), name => name.Text));
        row.Empty();
        row.Cell(Sorted(target.Countries, country => country.ToLowerInvariant()));
        row.Cell(Sorted(target.Addresses, address => address));
        row.Cell(Sorted(target.Identifiers, identifier => identifier.Value));
        row.Cell(Sorted(target.Records, Line));
        row.Empty();
        row.Empty();
        row.Cell(Sorted(target.Records, record => record.Program));
        row.Cell(FtmEntities.DatasetOf(target.Dataset));
        var changed = Seconds(target.LastChange);
        row.Cell(Seconds(target.FirstSeen));
        row.Cell(changed);
        row.Cell(changed);
        row.End();
    }

    /// <summary>To the second, without a zone, which is UTC.</summary>
    public static string Seconds(DateTimeOffset instant) => instant.UtcDateTime.ToString("s", CultureInfo.InvariantCulture);

    /// <summary>Program, reason, status, start, end.</summary>
    private static string Line(TargetRecord record)
    {
        var line = record.Program;
        foreach (var part in (string?[])[record.Measures.Count > 0 ? string.Join(", ", record.Measures) : null, record.Status, record.Start, record.End])
        {
            line = string.IsNullOrEmpty(part) ? line : line.Length == 0 ? part : $"{line} - {part}";
        }

        return line;
    }

    private static List<string> Sorted<T>(IEnumerable<T> items, Func<T, string> value)
    {
        var values = new List<string>();
        foreach (var item in items)
        {
            var text = value(item);
            if (text.Length > 0 && !values.Contains(text))
            {
                values.Add(text);
            }
        }

        values.Sort(StringComparer.Ordinal);
        return values;
    }
}
