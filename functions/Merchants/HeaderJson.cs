using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Functions.Merchants;

/// <summary>A record in a merchant's profile: its header, without the body.</summary>
public static class HeaderJson
{
    public static void Write(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteStartObject();
        WriteMembers(writer, header);
        writer.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter writer, RecordHeader header)
    {
        WriteRed(writer, header);
        writer.WriteNumber("version", header.Version);
        writer.WriteString("status", Code<RecordStatus>.Of(header.Status));
        writer.WriteString("publisherJurisdiction", header.PublisherJurisdiction);
        writer.WriteString("reference", header.Reference);
        writer.WriteString("tlp", Code<Tlp>.Of(header.Label.Tlp));
        WriteInstant(writer, "publishedAt", header.PublishedAt);
        WriteInstant(writer, "updatedAt", header.UpdatedAt);
        WriteText(writer, "reason", header.Reason);
        WriteText(writer, "category", header.Category);
        WriteText(writer, "typology", header.Typology);
        WriteMeasures(writer, header.Measures);
        WriteText(writer, "severity", header.Severity);
        WriteText(writer, "stage", header.Stage);
        WriteText(writer, "merchantCountry", header.MerchantCountry);
        if (header.RiskScore is { } score)
        {
            writer.WriteNumber("riskScore", score);
        }

        WriteDate(writer, "decidedOn", header.DecidedOn);
    }

    /// <summary>All that a look-up may say of somebody else's RED record.</summary>
    public static void WriteRed(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteString("id", header.Id.ToString());
        writer.WriteString("kind", Code<RecordKind>.Of(header.Id.Kind));
        writer.WriteString("publisher", header.Publisher.ToString());
    }

    public static void WriteMeasures(Utf8JsonWriter writer, IReadOnlyList<string> measures)
    {
        if (measures.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("measures");
        foreach (var measure in measures)
        {
            writer.WriteStringValue(measure);
        }

        writer.WriteEndArray();
    }

    public static void WriteText(Utf8JsonWriter writer, string member, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(member, text);
        }
    }

    /// <summary>RFC 3339 in UTC, to the millisecond.</summary>
    public static void WriteInstant(Utf8JsonWriter writer, string member, DateTimeOffset instant)
    {
        // The round-trip form has seven decimals: 2026-03-01T12:00:00.0000000Z.
        Span<byte> text = stackalloc byte[28];
        instant.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[23] = (byte)'Z';
        writer.WriteString(member, text[..24]);
    }

    public static void WriteDate(Utf8JsonWriter writer, string member, DateOnly? date)
    {
        if (date is { } day)
        {
            Span<char> text = stackalloc char[10];
            day.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            writer.WriteString(member, text);
        }
    }
}
