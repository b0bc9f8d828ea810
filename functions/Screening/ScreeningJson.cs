using System.Text.Json;
using InfoShare.Functions.Merchants;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Screening;

namespace InfoShare.Functions.Screening;

/// <summary>A screening's answer: the algorithm, then per key the query as it was understood and its hits.</summary>
public static class ScreeningJson
{
    /// <summary>Names, and identifiers, told of one merchant; its profile has them all.</summary>
    private const int MaxFacts = 10;

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ScreeningAnswer> answers)
    {
        writer.WriteStartObject();
        WriteAlgorithm(writer);
        writer.WriteStartObject("results");
        foreach (var answer in answers)
        {
            writer.WriteStartObject(answer.Key);
            WriteQuery(writer, answer.Query);
            writer.WriteStartArray("hits");
            foreach (var hit in answer.Hits)
            {
                WriteHit(writer, hit);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>What made the scores: the same name, query and version give the same score.</summary>
    public static void WriteAlgorithm(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("algorithm");
        writer.WriteString("name", ScoringTable.Algorithm);
        writer.WriteString("version", ScoringTable.Version);
        writer.WriteEndObject();
    }

    public static void WriteReasons(Utf8JsonWriter writer, ScreeningHit hit)
    {
        writer.WriteStartArray("reasons");
        foreach (var reason in hit.Reasons)
        {
            writer.WriteStartObject();
            writer.WriteString("feature", reason.Feature);
            writer.WriteNumber("effect", reason.Effect);
            writer.WriteString("text", reason.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteQuery(Utf8JsonWriter writer, ScreeningQuery query)
    {
        writer.WriteStartObject("query");
        writer.WriteStartArray("names");
        foreach (var name in query.Names)
        {
            WriteName(writer, name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("identifiers");
        foreach (var identifier in query.Identifiers)
        {
            writer.WriteStartObject();
            writer.WriteString("scheme", identifier.Scheme);
            writer.WriteString("value", identifier.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteText(writer, "country", query.Country);
        WriteText(writer, "kind", query.Kind);
        writer.WriteNumber("threshold", query.Threshold);
        writer.WriteNumber("limit", query.Limit);
        writer.WriteBoolean("part", query.IsPart);
        writer.WriteNumber("excluded", query.Excluding.Count);
        writer.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("text", name);
        writer.WriteStartArray("words");
        foreach (var word in ReadName.Of(name))
        {
            writer.WriteStartObject();
            writer.WriteString("text", word.Text);
            writer.WriteString("kind", word.Kind);
            WriteText(writer, "meaning", word.Meaning);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHit(Utf8JsonWriter writer, ScreenedMerchant merchant)
    {
        var hit = merchant.Hit;
        writer.WriteStartObject();
        writer.WriteNumber("score", hit.Score);
        writer.WriteString("name", hit.Name);
        WriteReasons(writer, hit);
        writer.WriteString("merchant", $"/api/v1/merchants/record/{hit.Record.Header.Id}");
        WriteText(writer, "country", hit.Record.Header.MerchantCountry);
        WriteText(writer, "kind", hit.Record.MerchantKind);
        FactsJson.WriteNames(writer, merchant.Records, MaxFacts);
        FactsJson.WriteIdentifiers(writer, merchant.Records, MaxFacts);
        writer.WriteNumber("recordCount", merchant.Records.Count);
        writer.WriteStartArray("records");
        foreach (var record in merchant.Told)
        {
            writer.WriteStartObject();
            writer.WriteString("id", record.Id.ToString());
            writer.WriteString("reference", record.Reference);
            writer.WriteString("kind", Code<RecordKind>.Of(record.Id.Kind));
            writer.WriteString("publisher", record.Publisher.ToString());
            writer.WriteString("status", Code<RecordStatus>.Of(record.Status));
            WriteText(writer, "category", record.Category);
            WriteText(writer, "typology", record.Typology);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string member, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(member, text);
        }
    }
}
