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

    private static readonly List<string> None = [];

    private readonly string _id;

    private readonly Target _target;

    private readonly List<string> _records = [];

    private readonly List<Identifier> _unverified = [];

    private readonly SortedSet<string> _kinds = new(StringComparer.Ordinal);

    private readonly bool _isTruncated;

    /// <param name="parts">As <see cref="MerchantPart"/> made them, in the order of the records' ids.</param>
    public MerchantItem(string id, IReadOnlyList<byte[]> parts)
    {
        _id = id;
        _isTruncated = parts.Count > MaxRecords;
        _target = new() { Id = Target.IdOf(id), Dataset = DatasetName.Merchants, Schema = Target.UnknownSchema };
        foreach (var part in parts.Take(MaxRecords))
        {
            var (record, said, bytes) = MerchantPart.Read(part, _target.Id);
            _records.Add(record);
            _target.Records.Add(said);
            using var document = JsonDocument.Parse(bytes);
            Add(document.RootElement);
        }

        _unverified.RemoveAll(identifier => _target.Identifiers.Contains((identifier.Scheme, identifier.Value)));
    }

    /// <summary>The columns of the CSV.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "name", "aliases", "kinds", "countries", .. IdentifierScheme.All.Select(scheme => $"id.{scheme.Code}"), "identifiers.unverified", "addresses", "urls",
        "sanctions", "cases", "alerts", "categories", "measures", "publishers", "records", "firstPublishedAt", "lastUpdatedAt",
    ];

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

    private void Add(JsonElement merchant)
    {
        var kind = merchant.GetProperty("kind"u8).GetString()!;
        _kinds.Add(kind);
        if (_target.Schema == Target.UnknownSchema)
        {
            // The first that says more than that it is unknown.
            _target.Schema = Target.SchemaOf(kind);
        }

        var identifiers = TargetReading.IdentifiersOf(merchant);
        TargetReading.AddMerchant(_target, merchant, identifiers);
        foreach (var identifier in identifiers)
        {
            if (identifier.Unverified && !_unverified.Contains(identifier))
            {
                _unverified.Add(identifier);
            }
        }
    }

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
            row.Cell(ValuesOf(scheme.Code));
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

    private List<string> ValuesOf(string scheme)
    {
        List<string>? values = null;
        foreach (var identifier in _target.Identifiers)
        {
            if (identifier.Scheme == scheme)
            {
                (values ??= []).Add(identifier.Value);
            }
        }

        return values ?? None;
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
