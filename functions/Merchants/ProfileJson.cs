using System.Text.Json;
using InfoShare.Identifiers;
using InfoShare.Merchants;

namespace InfoShare.Functions.Merchants;

/// <summary>A merchant's profile but for its page of records.</summary>
public static class ProfileJson
{
    /// <summary>The identifier that was asked for, and what being found by it means.</summary>
    public static void WriteIdentifier(Utf8JsonWriter writer, Identifier identifier)
    {
        writer.WriteStartObject("identifier"u8);
        writer.WriteString("scheme"u8, identifier.Scheme);
        writer.WriteString("value"u8, identifier.Value);
        writer.WriteString("strength"u8, IdentifierScheme.TryGet(identifier.Scheme) is { IsFollowed: true } ? "strong" : "weak");
        writer.WriteEndObject();
    }

    public static void WriteFacts(Utf8JsonWriter writer, MerchantProfile profile)
    {
        var isWhole = FactsJson.WriteNames(writer, profile.Records);
        isWhole &= FactsJson.WriteIdentifiers(writer, profile.Records);
        isWhole &= FactsJson.WriteParties(writer, profile.Records);
        isWhole &= TimelineJson.Write(writer, profile.Records);
        WriteMentions(writer, profile.Mentions);
        WriteHeadersOnly(writer, profile.HeadersOnly);
        if (profile.Truncated || !isWhole)
        {
            writer.WriteBoolean("truncated"u8, true);
        }
    }

    private static void WriteMentions(Utf8JsonWriter writer, IReadOnlyList<IndexedRecord> mentions)
    {
        if (mentions.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("mentions"u8);
        foreach (var record in mentions)
        {
            HeaderJson.Write(writer, record.Header);
        }

        writer.WriteEndArray();
    }

    private static void WriteHeadersOnly(Utf8JsonWriter writer, IReadOnlyList<IndexedRecord> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("restricted"u8);
        foreach (var record in records)
        {
            writer.WriteStartObject();
            HeaderJson.WriteRed(writer, record.Header);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
