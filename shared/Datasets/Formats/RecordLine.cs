using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>A record as a line of JSON: its members as on the wire, its id first.</summary>
internal static class RecordLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(RecordHeader header, JsonElement body, RecordView view, IBufferWriter<byte> output)
    {
        if (IsShownWhole(header, body, view))
        {
            WriteWhole(header, body, view, output);
            return;
        }

        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            WriteHead(writer, header, view);
            foreach (var member in body.EnumerateObject())
            {
                Write(writer, member, view);
            }

            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Nothing of the body is for some of the audience alone.</summary>
    private static bool IsShownWhole(RecordHeader header, JsonElement body, RecordView view) =>
        !view.Audience.IsPublic && header.Label.Except.Count == 0 && header.Label.Audience.All(entry => entry.Group is null) && !body.TryGetProperty("relatedRecords"u8, out _);

    /// <summary>The head, and behind it the body's bytes as they are stored, which are canonical JSON already.</summary>
    private static void WriteWhole(RecordHeader header, JsonElement body, RecordView view, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            WriteHead(writer, header, view);
        }

        output.Write(","u8);
        output.Write(JsonMarshal.GetRawUtf8Value(body)[1..]);
        output.Write("\n"u8);
    }

    private static void WriteHead(Utf8JsonWriter writer, RecordHeader header, RecordView view)
    {
        writer.WriteString("id"u8, header.Id.ToString());
        writer.WriteString("kind"u8, Code<RecordKind>.Of(header.Id.Kind));
        writer.WriteNumber("version"u8, header.Version);
        writer.WriteString("status"u8, Code<RecordStatus>.Of(header.Status));
        writer.WriteString("publisher"u8, header.Publisher.ToString());
        writer.WriteString("publisherJurisdiction"u8, header.PublisherJurisdiction);
        writer.WriteString("publishedAt"u8, Instant.Format(header.PublishedAt));
        writer.WriteString("updatedAt"u8, Instant.Format(header.UpdatedAt));
        if (header.Reason is not null && !view.Audience.IsPublic)
        {
            writer.WriteString("reason"u8, header.Reason);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonProperty member, RecordView view)
    {
        if (!view.Shows(member.Name))
        {
            return;
        }

        if (member.NameEquals("relatedRecords"u8))
        {
            WriteSome(writer, "relatedRecords", member.Value, view.TellsOfRelated, orNothing: true);
        }
        else if (member.NameEquals("label"u8))
        {
            WriteLabel(writer, member.Value, view);
        }
        else
        {
            writer.WritePropertyName(JsonMarshal.GetRawUtf8PropertyName(member));
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
        }
    }

    private static void WriteLabel(Utf8JsonWriter writer, JsonElement label, RecordView view)
    {
        writer.WriteStartObject("label"u8);
        foreach (var member in label.EnumerateObject().Where(member => !member.NameEquals("except"u8)))
        {
            if (member.NameEquals("audience"u8))
            {
                WriteSome(writer, "audience", member.Value, view.TellsOf, orNothing: false);
            }
            else
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteSome(Utf8JsonWriter writer, string name, JsonElement list, Func<JsonElement, bool> tells, bool orNothing)
    {
        var told = list.EnumerateArray().Where(tells).ToList();
        if (told.Count == 0 && orNothing)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in told)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
