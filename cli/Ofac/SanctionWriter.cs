using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfoShare.Cli.Ofac;

/// <summary>Writes sanctions as lines of a submission (NDJSON), members always in the same order.</summary>
public sealed class SanctionWriter(Stream output, string tlp) : IDisposable
{
    /// <summary>Names keep their letters; the lines are never part of a web page.</summary>
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Write(OfacSanction sanction)
    {
        _json.WriteStartObject();
        _json.WriteString("kind", "sanction");
        _json.WriteString("reference", sanction.Reference);
        _json.WriteStartObject("merchant");
        _json.WriteString("kind", sanction.Kind);
        WriteNames(sanction);
        WriteIdentifiers(sanction);
        WritePlaces(sanction);
        WriteUrls(sanction);
        _json.WriteEndObject();
        _json.WriteString("category", "financial-sanctions");
        WriteMeasure();
        WriteProgrammes(sanction);
        _json.WriteString("summary", sanction.Summary);
        _json.WriteString("language", "en");
        _json.WriteStartObject("label");
        _json.WriteString("tlp", tlp);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        output.WriteByte((byte)'\n');
        _json.Reset();
    }

    public void Dispose() => _json.Dispose();

    private void WriteNames(OfacSanction sanction)
    {
        _json.WriteStartArray("names");
        foreach (var name in sanction.Names)
        {
            _json.WriteStartObject();
            _json.WriteString("text", name.Text);
            _json.WriteString("kind", name.Kind);
            if (name.Weak)
            {
                _json.WriteBoolean("weak", true);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteIdentifiers(OfacSanction sanction)
    {
        if (sanction.Identifiers.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("identifiers");
        foreach (var identifier in sanction.Identifiers)
        {
            _json.WriteStartObject();
            _json.WriteString("scheme", identifier.Scheme);
            _json.WriteString("value", identifier.Value);
            if (identifier.Unverified)
            {
                _json.WriteBoolean("unverified", true);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WritePlaces(OfacSanction sanction)
    {
        if (sanction.Places.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("addresses");
        foreach (var place in sanction.Places)
        {
            _json.WriteStartObject();
            _json.WriteString("text", place.Text);
            WriteIfKnown("city", place.City);
            WriteIfKnown("region", place.Region);
            WriteIfKnown("postalCode", place.PostalCode);
            WriteIfKnown("country", place.Country);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteUrls(OfacSanction sanction)
    {
        if (sanction.Urls.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("urls");
        foreach (var url in sanction.Urls)
        {
            _json.WriteStringValue(url);
        }

        _json.WriteEndArray();
    }

    private void WriteMeasure()
    {
        _json.WriteStartArray("measures");
        _json.WriteStartObject();
        _json.WriteString("kind", "asset-freeze");
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteProgrammes(OfacSanction sanction)
    {
        if (sanction.Programmes.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("legalBasis");
        foreach (var programme in sanction.Programmes)
        {
            _json.WriteStartObject();
            _json.WriteString("title", programme);
            _json.WriteString("jurisdiction", "US");
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteIfKnown(string member, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(member, value);
        }
    }
}
