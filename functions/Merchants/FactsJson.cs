using System.Text.Json;
using InfoShare.Merchants;

namespace InfoShare.Functions.Merchants;

/// <summary>Names, identifiers and parties of several records as one merchant's, each written once, in the order of the records.</summary>
public static class FactsJson
{
    /// <summary>Names, identifiers or parties of one answer at most; an answer that leaves some out is marked truncated.</summary>
    public const int Max = 500;

    /// <summary>Whether all names are written.</summary>
    public static bool WriteNames(Utf8JsonWriter writer, IReadOnlyList<IndexedRecord> records, int most = Max)
    {
        var written = new HashSet<(string, string)>();
        writer.WriteStartArray("names"u8);
        foreach (var record in records)
        {
            foreach (var name in record.Names)
            {
                if (written.Count < most && written.Add((name.Kind, name.ToString())))
                {
                    WriteName(writer, name);
                }
            }
        }

        writer.WriteEndArray();
        return written.Count < most;
    }

    /// <summary>Whether all identifiers are written.</summary>
    public static bool WriteIdentifiers(Utf8JsonWriter writer, IReadOnlyList<IndexedRecord> records, int most = Max)
    {
        var written = new HashSet<(string, string)>();
        writer.WriteStartArray("identifiers"u8);
        foreach (var record in records)
        {
            foreach (var identifier in record.Identifiers)
            {
                if (written.Count < most && written.Add((identifier.Scheme, identifier.ToString())))
                {
                    WriteIdentifier(writer, identifier);
                }
            }
        }

        writer.WriteEndArray();
        return written.Count < most;
    }

    /// <summary>Whether all parties are written. A party is said per record: who is the same is for the reader to judge.</summary>
    public static bool WriteParties(Utf8JsonWriter writer, IReadOnlyList<IndexedRecord> records)
    {
        var written = 0;
        foreach (var record in records)
        {
            foreach (var party in record.Parties)
            {
                if (written == Max)
                {
                    break;
                }

                if (written++ == 0)
                {
                    writer.WriteStartArray("parties"u8);
                }

                WriteParty(writer, party, record);
            }
        }

        if (written > 0)
        {
            writer.WriteEndArray();
        }

        return written < Max;
    }

    private static void WriteParty(Utf8JsonWriter writer, in IndexedParty party, in IndexedRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, party.Role);
        HeaderJson.WriteText(writer, "country"u8, party.Country);
        writer.WriteStartArray("names"u8);
        foreach (var name in party.Names)
        {
            WriteName(writer, name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("identifiers"u8);
        foreach (var identifier in party.Identifiers)
        {
            WriteIdentifier(writer, identifier);
        }

        writer.WriteEndArray();
        writer.WriteString("record"u8, record.Header.Id.ToString());
        writer.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter writer, in IndexedName name)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, name.Utf8);
        writer.WriteString("kind"u8, name.Kind);
        HeaderJson.WriteText(writer, "language"u8, name.Language);
        if (name.Weak)
        {
            writer.WriteBoolean("weak"u8, true);
        }

        writer.WriteEndObject();
    }

    private static void WriteIdentifier(Utf8JsonWriter writer, in IndexedIdentifier identifier)
    {
        writer.WriteStartObject();
        writer.WriteString("scheme"u8, identifier.Scheme);
        writer.WriteString("value"u8, identifier.Utf8);
        if (identifier.Unverified)
        {
            writer.WriteBoolean("unverified"u8, true);
        }

        writer.WriteEndObject();
    }
}
