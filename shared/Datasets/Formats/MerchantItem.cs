using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>A merchant as joined from the records of one segment: what they say of it, each thing once, and which they are.</summary>
internal sealed class MerchantItem : IDatasetItem
{
    /// <summary>Records told of one merchant, as in a look-up.</summary>
    public const int MaxRecords = Merchants.MerchantJoin.MaxRecords;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly RecordKind[] Kinds = [RecordKind.Sanction, RecordKind.Case, RecordKind.Alert];

    private readonly string _id;

    private readonly Target _target;

    private readonly List<string> _records = [];

    private readonly List<Identifier> _unverified = [];

    private readonly SortedSet<string> _kinds = new(StringComparer.Ordinal);

    private readonly bool _isTruncated;

    /// <param name="parts">As <see cref="Part"/> made them, in the order of the records' ids.</param>
    public MerchantItem(string id, IReadOnlyList<byte[]> parts)
    {
        _id = id;
        _isTruncated = parts.Count > MaxRecords;
        Target? target = null;
        foreach (var part in parts.Take(MaxRecords))
        {
            using var document = JsonDocument.Parse(part);
            var merchant = document.RootElement.GetProperty("merchant"u8);
            var kind = merchant.GetProperty("kind"u8).GetString()!;
            target ??= new() { Id = Target.IdOf(id), Dataset = DatasetName.Merchants, Schema = SchemaOf(parts) };
            _kinds.Add(kind);
            TargetReading.AddMerchant(target, merchant);
            _unverified.AddRange(TargetReading.IdentifiersOf(merchant).Where(identifier => identifier.Unverified && !_unverified.Contains(identifier)));
            var header = document.RootElement.GetProperty("header"u8).Deserialize(StoredJson.Default.RecordHeader)!;
            _records.Add(header.Id.ToString());
            target.Records.Add(TargetReading.RecordOf(
                $"{target.Id}.{Target.IdOf(header.Id.ToString())}", header, document.RootElement.GetProperty("dates"u8), isPublic: false));
        }

        _target = target ?? throw new ArgumentException("A merchant has at least one record.", nameof(parts));
        _unverified.RemoveAll(identifier => _target.Identifiers.Contains((identifier.Scheme, identifier.Value)));
    }

    /// <summary>The columns of the CSV.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "name", "aliases", "kinds", "countries", .. IdentifierScheme.All.Select(scheme => $"id.{scheme.Code}"), "identifiers.unverified", "addresses", "urls",
        "sanctions", "cases", "alerts", "categories", "measures", "publishers", "records", "firstPublishedAt", "lastUpdatedAt",
    ];

    /// <summary>What is kept of a record until its merchant is whole.</summary>
    /// <param name="isPublic">Leave out what the public does not get.</param>
    public static byte[] Part(RecordHeader header, JsonElement body, bool isPublic)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("header"u8);
            JsonSerializer.Serialize(writer, header with { Label = new() { Tlp = header.Label.Tlp }, Reference = "", Reason = null, ContentHash = default }, StoredJson.Default.RecordHeader);
            writer.WritePropertyName("merchant"u8);
            body.GetProperty("merchant"u8).WriteTo(writer);
            writer.WriteStartObject("dates"u8);
            foreach (var member in body.EnumerateObject().Where(member => IsDate(member.Name) && (!isPublic || RecordView.IsPublicMember(member.Name))))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteHeader(IBufferWriter<byte> output)
    {
        var row = new CsvRow(output, quoteAll: false);
        foreach (var column in Columns)
        {
            row.Cell(column);
        }

        row.End();
    }

    public int Write(DatasetFormat format, IBufferWriter<byte> output)
    {
        switch (format)
        {
            case DatasetFormat.Ndjson:
                WriteLine(output);
                return 1;
            case DatasetFormat.Csv:
                WriteRow(output);
                return 1;
            case DatasetFormat.Ftm:
                return FtmEntities.Write(_target, output);
            default:
                TargetsCsv.Write(_target, output);
                return 1;
        }
    }

    /// <summary>The first that says more than that it is unknown.</summary>
    private static string SchemaOf(IReadOnlyList<byte[]> parts)
    {
        foreach (var part in parts.Take(MaxRecords))
        {
            using var document = JsonDocument.Parse(part);
            var schema = Target.SchemaOf(document.RootElement.GetProperty("merchant"u8).GetProperty("kind"u8).GetString()!);
            if (schema != "LegalEntity")
            {
                return schema;
            }
        }

        return "LegalEntity";
    }

    private static bool IsDate(string member) =>
        member is "effectiveFrom" or "decidedOn" or "openedOn" or "detectedAt" or "effectiveUntil" or "closedOn" or "decisionNumber";

    private void WriteLine(IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, _id);
            writer.WriteStartArray("names"u8);
            foreach (var name in _target.Names)
            {
                writer.WriteStartObject();
                writer.WriteString("text"u8, name.Text);
                writer.WriteString("kind"u8, name.Kind);
                WriteTrue(writer, "weak", name.Weak);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("identifiers"u8);
            foreach (var identifier in _target.Identifiers.Select(identifier => new Identifier(identifier.Scheme, identifier.Value)).Concat(_unverified))
            {
                writer.WriteStartObject();
                writer.WriteString("scheme"u8, identifier.Scheme);
                writer.WriteString("value"u8, identifier.Value);
                WriteTrue(writer, "unverified", identifier.Unverified);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            WriteList(writer, "kinds", _kinds);
            WriteList(writer, "countries", _target.Countries);
            WriteList(writer, "addresses", _target.Addresses);
            WriteList(writer, "urls", _target.Urls);
            WriteRecords(writer);
            writer.WriteString("firstPublishedAt"u8, Instant.Format(_target.FirstSeen));
            writer.WriteString("lastUpdatedAt"u8, Instant.Format(_target.LastChange));
            WriteTrue(writer, "truncated", _isTruncated);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private void WriteRecords(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("records"u8);
        foreach (var (id, record) in _records.Zip(_target.Records))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteString("kind"u8, Code<RecordKind>.Of(record.Kind));
            writer.WriteString("status"u8, record.Status);
            writer.WriteString("publisher"u8, record.Publisher);
            writer.WriteString("publisherJurisdiction"u8, record.Country);
            writer.WriteString(record.Kind == RecordKind.Alert ? "typology" : "category", record.Program);
            WriteList(writer, "measures", record.Measures);
            writer.WriteString("publishedAt"u8, Instant.Format(record.PublishedAt));
            writer.WriteString("updatedAt"u8, Instant.Format(record.UpdatedAt));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteRow(IBufferWriter<byte> output)
    {
        var row = new CsvRow(output, quoteAll: false);
        var caption = _target.Names.Count == 0 ? "" : _target.Caption;
        row.Cell(_id);
        row.Cell(caption);
        row.Cell([.. _target.Names.Select(name => name.Text).Where(name => name != caption).Distinct(StringComparer.Ordinal)]);
        row.Cell([.. _kinds]);
        row.Cell([.. _target.Countries]);
        foreach (var scheme in IdentifierScheme.All)
        {
            row.Cell([.. _target.Identifiers.Where(identifier => identifier.Scheme == scheme.Code).Select(identifier => identifier.Value)]);
        }

        row.Cell([.. _unverified.Select(identifier => $"{identifier.Scheme}:{identifier.Value}")]);
        row.Cell([.. _target.Addresses]);
        row.Cell([.. _target.Urls]);
        foreach (var kind in Kinds)
        {
            row.Cell(_target.Records.Count(record => record.Kind == kind).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        row.Cell(Sorted(_target.Records.Select(record => record.Program)));
        row.Cell(Sorted(_target.Records.SelectMany(record => record.Measures)));
        row.Cell(Sorted(_target.Records.Select(record => record.Publisher)));
        row.Cell(_records);
        row.Cell(Instant.Format(_target.FirstSeen));
        row.Cell(Instant.Format(_target.LastChange));
        row.End();
    }

    private static List<string> Sorted(IEnumerable<string> values) =>
        [.. values.Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static void WriteTrue(Utf8JsonWriter writer, string member, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(member, true);
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string member, IEnumerable<string> values)
    {
        var all = values.ToList();
        if (all.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(member);
        foreach (var value in all)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
