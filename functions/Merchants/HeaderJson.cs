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
        writer.WriteNumber("version"u8, header.Version);
        writer.WriteString("status"u8, Code<RecordStatus>.Of(header.Status));
        writer.WriteString("publisherJurisdiction"u8, header.PublisherJurisdiction);
        writer.WriteString("reference"u8, header.Reference);
        writer.WriteString("tlp"u8, Code<Tlp>.Of(header.Label.Tlp));
        WriteInstant(writer, "publishedAt"u8, header.PublishedAt);
        WriteInstant(writer, "updatedAt"u8, header.UpdatedAt);
        WriteText(writer, "reason"u8, header.Reason);
        WriteText(writer, "category"u8, header.Category);
        WriteText(writer, "typology"u8, header.Typology);
        WriteMeasures(writer, header.Measures);
        WriteText(writer, "severity"u8, header.Severity);
        WriteText(writer, "stage"u8, header.Stage);
        WriteText(writer, "merchantCountry"u8, header.MerchantCountry);
        if (header.RiskScore is { } score)
        {
            writer.WriteNumber("riskScore"u8, score);
        }

        WriteDate(writer, "decidedOn"u8, header.DecidedOn);
    }

    /// <summary>All that a look-up may say of somebody else's RED record.</summary>
    public static void WriteRed(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteString("id"u8, header.Id.ToString());
        writer.WriteString("kind"u8, Code<RecordKind>.Of(header.Id.Kind));
        writer.WriteString("publisher"u8, header.Publisher.ToString());
    }

    public static void WriteMeasures(Utf8JsonWriter writer, IReadOnlyList<string> measures)
    {
        if (measures.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("measures"u8);
        foreach (var measure in measures)
        {
            writer.WriteStringValue(measure);
        }

        writer.WriteEndArray();
    }

    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> member, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(member, text);
        }
    }

    /// <summary>RFC 3339 in UTC, to the millisecond; nothing if there is no instant.</summary>
    public static void WriteInstant(Utf8JsonWriter writer, ReadOnlySpan<byte> member, DateTimeOffset? instant)
    {
        if (instant is not { } known)
        {
            return;
        }

        // The round-trip form has seven decimals: 2026-03-01T12:00:00.0000000Z.
        Span<byte> text = stackalloc byte[28];
        known.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[23] = (byte)'Z';
        writer.WriteString(member, text[..24]);
    }

    public static void WriteDate(Utf8JsonWriter writer, ReadOnlySpan<byte> member, DateOnly? date)
    {
        if (date is { } day)
        {
            Span<char> text = stackalloc char[10];
            day.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            writer.WriteString(member, text);
        }
    }
}
