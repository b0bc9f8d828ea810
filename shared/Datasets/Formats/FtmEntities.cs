using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>
/// Entities of FollowTheMoney: the merchant, and each record as a <c>Sanction</c> or, where it is a case or an alert, a <c>Risk</c> of it.
/// </summary>
internal static class FtmEntities
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly string[] DatasetNames = [.. Enum.GetValues<DatasetName>().Select(dataset => $"infoshare_{Code<DatasetName>.Of(dataset)}")];

    /// <summary>The dataset's name among those of other sources.</summary>
    public static string DatasetOf(DatasetName dataset) => DatasetNames[(int)dataset];

    /// <summary>Writes the entities in the order of their ids; answers how many.</summary>
    public static int Write(Target target, IBufferWriter<byte> output)
    {
        var entities = new List<(string Id, TargetRecord? Record)>(target.Records.Count + 1) { (target.Id, null) };
        foreach (var record in target.Records)
        {
            entities.Add((record.Id, record));
        }

        entities.Sort(static (left, right) => string.CompareOrdinal(left.Id, right.Id));
        using var writer = new Utf8JsonWriter(output, Options);
        var properties = new FtmProperties();
        foreach (var (id, record) in entities)
        {
            Write(writer, target, id, record, properties);
            writer.Flush();
            output.Write("\n"u8);
            writer.Reset();
        }

        return entities.Count;
    }

    private static void Write(Utf8JsonWriter writer, Target target, string id, TargetRecord? record, FtmProperties properties)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("caption"u8, record?.Program ?? target.Caption);
        writer.WriteString("schema"u8, record is null ? target.Schema : record.Kind == RecordKind.Sanction ? "Sanction" : "Risk");
        writer.WriteStartObject("properties"u8);
        if (record is null)
        {
            AddMerchant(properties, target);
        }
        else
        {
            AddRecord(properties, target, record);
        }

        properties.Write(writer);
        writer.WriteEndObject();
        writer.WriteStartArray("referents"u8);
        writer.WriteEndArray();
        writer.WriteStartArray("datasets"u8);
        writer.WriteStringValue(DatasetOf(target.Dataset));
        writer.WriteEndArray();
        var changed = TargetsCsv.Seconds(record?.UpdatedAt ?? target.LastChange);
        writer.WriteString("first_seen"u8, TargetsCsv.Seconds(record?.PublishedAt ?? target.FirstSeen));
        writer.WriteString("last_seen"u8, changed);
        writer.WriteString("last_change"u8, changed);
        writer.WriteBoolean("target"u8, record is null);
        writer.WriteEndObject();
    }

    private static void AddMerchant(FtmProperties properties, Target target)
    {
        foreach (var name in target.Names)
        {
            properties.Add(PropertyOf(name), name.Text);
        }

        if (target.Names.Count == 0)
        {
            // The model asks for a name.
            properties.Add("name", target.Caption);
        }

        foreach (var country in target.Countries)
        {
            properties.Add("country", country.ToLowerInvariant());
        }

        foreach (var address in target.Addresses)
        {
            properties.Add("address", address);
        }

        foreach (var url in target.Urls)
        {
            properties.Add(target.Schema is "Vessel" or "Airplane" ? "sourceUrl" : "website", url);
        }

        foreach (var (scheme, value) in target.Identifiers)
        {
            var property = PropertyOf(scheme, target.Schema);
            properties.Add(property, property == "keywords" ? $"{scheme}:{value}" : value);
        }

        foreach (var record in target.Records)
        {
            properties.Add("topics", record.Kind == RecordKind.Sanction ? "reg.action" : "reg.warn");
            properties.Add("program", record.Program);
        }
    }

    private static void AddRecord(FtmProperties properties, Target target, TargetRecord record)
    {
        properties.Add("entity", target.Id);
        properties.Add("country", record.Country.ToLowerInvariant());
        properties.Add("publisher", record.Publisher);
        properties.Add("status", record.Status);
        properties.Add("reason", record.Reason);
        properties.Add("startDate", record.Start);
        properties.Add("endDate", record.End);
        properties.Add("listingDate", record.ListedOn);
        if (record.Kind != RecordKind.Sanction)
        {
            properties.Add("topics", "reg.warn");
            properties.Add("summary", record.Program);
            return;
        }

        properties.Add("authority", record.Publisher);
        properties.Add("authorityId", record.Number);
        properties.Add("program", record.Program);
        foreach (var measure in record.Measures)
        {
            properties.Add("provisions", measure);
        }
    }

    private static string PropertyOf(TargetName name) => name switch
    {
        { Weak: true } => "weakAlias",
        { Kind: "legal" or "current" } => "name",
        { Kind: "former" } => "previousName",
        _ => "alias",
    };

    /// <summary>What has no property of its own is kept, with its scheme, among the keywords.</summary>
    private static string PropertyOf(string scheme, string schema) => (scheme, schema) switch
    {
        ("imo", "Vessel") => "imoNumber",
        (_, "Vessel" or "Airplane") => "keywords",
        ("uscc", _) => "uscCode",
        ("lei", _) => "leiCode",
        ("vat", _) => "vatCode",
        ("registration", _) => "registrationNumber",
        ("tax", _) => "taxNumber",
        ("duns", _) => "dunsCode",
        ("bic", _) => "swiftBic",
        _ => "keywords",
    };
}
