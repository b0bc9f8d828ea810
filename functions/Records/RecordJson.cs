using System.Text.Json;
using InfoShare.Access;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>A record on the wire: what was published, and what the hub knows of it, flat in one object.</summary>
public static class RecordJson
{
    /// <summary>Writes a version as one object; a retraction as its tombstone.</summary>
    /// <param name="related">Related records that the caller may see; others are dropped. The publisher gets all that it wrote.</param>
    public static void Write(Utf8JsonWriter writer, StoredVersion version, Caller caller, RelatedRecords related)
    {
        writer.WriteStartObject();
        WriteHead(writer, version.Header);
        if (version.Header.Status == RecordStatus.Retracted || version.Body.IsEmpty)
        {
            WriteTombstone(writer, version.Header);
        }
        else
        {
            WriteBody(writer, version, caller, related);
        }

        writer.WriteEndObject();
    }

    /// <summary>The hub's own members of every record.</summary>
    public static void WriteHead(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteString("id", header.Id.ToString());
        writer.WriteString("kind", Code<RecordKind>.Of(header.Id.Kind));
        writer.WriteNumber("version", header.Version);
        writer.WriteString("status", Code<RecordStatus>.Of(header.Status));
        writer.WriteString("publisher", header.Publisher.ToString());
        writer.WriteString("publishedAt", Instant.Format(header.PublishedAt));
        writer.WriteString("updatedAt", Instant.Format(header.UpdatedAt));
        if (header.Reason is not null)
        {
            writer.WriteString("reason", header.Reason);
        }
    }

    private static void WriteTombstone(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteString("reference", header.Reference);
        writer.WriteString("retractedAt", Instant.Format(header.UpdatedAt));
    }

    /// <summary>Members are copied as they are stored, which is canonical JSON; all but those of which others see a part.</summary>
    private static void WriteBody(Utf8JsonWriter writer, StoredVersion version, Caller caller, RelatedRecords related)
    {
        var body = version.Body.Span;
        var isOwn = caller.Agency == version.Header.Publisher;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            if (!isOwn && name.SequenceEqual("relatedRecords"u8))
            {
                using var value = JsonDocument.Parse(version.Body[start..end]);
                related.Write(writer, value.RootElement, caller);
            }
            else if (!isOwn && name.SequenceEqual("label"u8))
            {
                using var value = JsonDocument.Parse(version.Body[start..end]);
                WriteLabel(writer, value.RootElement, caller);
            }
            else
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(body[start..end], skipInputValidation: true);
            }
        }
    }

    /// <summary>A label for others than its publisher: without the groups that they are not in, and without who is left out.</summary>
    private static void WriteLabel(Utf8JsonWriter writer, JsonElement label, Caller caller)
    {
        writer.WriteStartObject("label");
        foreach (var member in label.EnumerateObject().Where(member => !member.NameEquals("except")))
        {
            if (member.NameEquals("audience"))
            {
                WriteAudience(writer, member.Value, caller);
            }
            else
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteAudience(Utf8JsonWriter writer, JsonElement audience, Caller caller)
    {
        writer.WriteStartArray("audience");
        foreach (var entry in audience.EnumerateArray())
        {
            if (!entry.TryGetProperty("group", out var group) || Visibility.TellsOfGroup(caller, group.GetString()!))
            {
                entry.WriteTo(writer);
            }
        }

        writer.WriteEndArray();
    }
}
