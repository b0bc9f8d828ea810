using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;

namespace InfoShare.Functions.Documents;

/// <summary>
/// Schemas of the records, from the shapes that read them: as published (<c>Sanction</c>), as corrected (<c>SanctionCorrection</c>), as a line
/// of a submission (<c>SanctionLine</c>) and as read (<c>PublishedSanction</c>); parts that they share are components of their own.
/// </summary>
internal static class RecordSchemas
{
    /// <summary>Where a part that records share is found in a sanction's schema, the larger before those inside it.</summary>
    private static readonly (string Name, string Path)[] Shared =
    [
        ("Label", "properties/label"),
        ("AudienceEntry", "properties/label/properties/audience/items"),
        ("Identifier", "properties/merchant/properties/identifiers/items"),
        ("Name", "properties/merchant/properties/names/items"),
        ("Address", "properties/merchant/properties/addresses/items"),
        ("Merchant", "properties/merchant"),
        ("Party", "properties/parties/items"),
        ("Evidence", "properties/evidence/items"),
        ("RelatedRecord", "properties/relatedRecords/items"),
        ("Translation", "properties/translations/items"),
        ("Contact", "properties/contact"),
        ("Amount", "properties/measures/items/properties/amount"),
        ("Measure", "properties/measures/items"),
        ("LegalBasis", "properties/legalBasis/items"),
    ];

    /// <param name="head">What the hub says of every record: it is merged into the schemas of records as read, and is no component itself.</param>
    public static void AddTo(JsonObject schemas, JsonObject head)
    {
        var parts = new SharedParts(Schema(RecordShapes.Of(RecordKind.Sanction)), Shared);
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var record = parts.Replace(Schema(RecordShapes.Of(kind)));
            schemas[$"{kind}"] = Closed(Said(kind, With(record, Envelope(EnvelopeMembers.Kind, parts))));
            schemas[$"{kind}Correction"] = Closed(Said(kind, With(record, Envelope(EnvelopeMembers.Correction, parts), "change")));
            schemas[$"{kind}Line"] = Closed(Said(kind, With(record, Envelope(EnvelopeMembers.Line, parts), "kind")));
            schemas[$"Published{kind}"] = Open(Said(kind, With(record, head)));
        }

        schemas["ChangeLine"] = ChangeLine(Envelope(EnvelopeMembers.Line, parts), schemas["Sanction"]!["properties"]!["reference"]!);
        parts.AddTo(schemas);
    }

    /// <summary>A line that names a record and does not have it.</summary>
    private static JsonObject ChangeLine(JsonObject envelope, JsonNode reference)
    {
        envelope["properties"]!["reference"] = reference.DeepClone();
        envelope["required"] = new JsonArray("kind", "op", "reference", "change");
        return Closed(envelope);
    }

    private static JsonObject Envelope(EnvelopeMembers members, SharedParts parts) => parts.Replace(Schema(EnvelopeShape.Of(members)));

    private static JsonObject Schema(Shape shape)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            shape.WriteSchema(writer);
            writer.WriteEndObject();
        }

        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    /// <summary>The record with the other's members before its own.</summary>
    private static JsonObject With(JsonObject record, JsonObject other, params string[] required)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in other["properties"]!.AsObject().Concat(record["properties"]!.AsObject()))
        {
            properties[name] = schema!.DeepClone();
        }

        var merged = record.DeepClone().AsObject();
        merged["properties"] = properties;
        merged["required"] = new JsonArray([.. Required(other).Concat(required).Concat(Required(record)).Select(name => JsonValue.Create(name))]);
        return merged;
    }

    private static JsonObject Said(RecordKind kind, JsonObject schema)
    {
        schema["properties"]!["kind"] = new JsonObject { ["type"] = "string", ["const"] = Code<RecordKind>.Of(kind) };
        return schema;
    }

    private static IEnumerable<string> Required(JsonObject schema) => schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];

    private static JsonObject Closed(JsonObject schema)
    {
        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>Answers may grow.</summary>
    private static JsonObject Open(JsonObject schema)
    {
        schema.Remove("additionalProperties");
        return schema;
    }
}
