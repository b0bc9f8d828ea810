using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>
/// What blocks of one caller tell the publishers of the records shown: per publisher and block a row with the caller and, line by line,
/// <c>{record} {count}</c>. Nothing else of the entries is in it.
/// </summary>
internal sealed class BlockCounts(AgencyId caller)
{
    internal const string AgencyProperty = "Agency";

    private readonly Dictionary<AgencyId, List<TableWrite>> _writes = [];

    public void Add(string row, ReadOnlyMemory<byte> lines)
    {
        foreach (var (publisher, counts) in Count(lines))
        {
            if (!_writes.TryGetValue(publisher, out var writes))
            {
                _writes[publisher] = writes = [];
            }

            writes.Add(new TableWrite.Upsert(row, new() { { AgencyProperty, caller.ToString() }, { AccessLogWriter.LinesProperty, Write(counts) } }));
        }
    }

    public IEnumerable<(AgencyId Publisher, IReadOnlyList<TableWrite> Writes)> Writes() =>
        _writes.Select(pair => (pair.Key, (IReadOnlyList<TableWrite>)pair.Value));

    /// <summary>The counts of a publisher's row.</summary>
    public static IEnumerable<(RecordId Record, int Count)> Read(Entity row)
    {
        foreach (var line in LogLines.Split(row.Properties.GetBinary(AccessLogWriter.LinesProperty) ?? default))
        {
            var space = line.Span.IndexOf((byte)' ');
            if (Utf8Parser.TryParse(line.Span[(space + 1)..], out int count, out _) && RecordId.TryParse(Encoding.ASCII.GetString(line.Span[..space]), out var record))
            {
                yield return (record, count);
            }
        }
    }

    private Dictionary<AgencyId, Dictionary<string, int>> Count(ReadOnlyMemory<byte> lines)
    {
        var counts = new Dictionary<AgencyId, Dictionary<string, int>>();
        foreach (var line in LogLines.Split(lines))
        {
            using var entry = JsonDocument.Parse(line);
            if (!entry.RootElement.TryGetProperty("records", out var records))
            {
                continue;
            }

            foreach (var (publisher, record) in Pairs(records).Where(pair => pair.Publisher != caller))
            {
                var ofPublisher = counts.TryGetValue(publisher, out var known) ? known : counts[publisher] = new(StringComparer.Ordinal);
                ofPublisher[record] = ofPublisher.GetValueOrDefault(record) + 1;
            }
        }

        return counts;
    }

    private static IEnumerable<(AgencyId Publisher, string Record)> Pairs(JsonElement records)
    {
        for (var at = 0; at + 1 < records.GetArrayLength(); at += 2)
        {
            yield return (AgencyId.Parse(records[at].GetString()!), records[at + 1].GetString()!);
        }
    }

    private static ReadOnlyMemory<byte> Write(Dictionary<string, int> counts)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var (record, count) in counts)
        {
            lines.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{record} {count}\n")));
        }

        return lines.WrittenMemory;
    }
}
