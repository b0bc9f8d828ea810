using System.Text.Json.Nodes;

namespace InfoShare.Tests.Hub;

/// <summary>Invented records, short and valid.</summary>
internal static class Invented
{
    public static JsonObject Sanction(string reference, string label = """{"tlp":"GREEN"}""", string? identifiers = null, string name = "Nordlicht Handels GmbH") => Parse($$"""
        {
          "reference": "{{reference}}",
          "merchant": { "names": [{ "text": "{{name}}", "kind": "legal" }], "kind": "company", "country": "DE",
                        "identifiers": {{identifiers ?? """[{"scheme":"registration","value":"DE:HRB999001"}]"""}} },
          "summary": "Goods were not delivered.", "language": "en",
          "label": {{label}},
          "category": "non-delivery",
          "measures": [{ "kind": "warning" }],
          "decidedOn": "2026-03-12"
        }
        """);

    public static JsonObject Case(string reference, string label = """{"tlp":"GREEN"}""", string? identifiers = null) => Parse($$"""
        {
          "reference": "{{reference}}",
          "merchant": { "names": [{ "text": "Nordlicht Handels GmbH", "kind": "legal" }], "kind": "company",
                        "identifiers": {{identifiers ?? """[{"scheme":"registration","value":"DE:HRB999001"}]"""}} },
          "summary": "Consumers report counterfeit goods.", "language": "en",
          "label": {{label}},
          "category": "counterfeit",
          "stage": "opened"
        }
        """);

    public static JsonObject Alert(string reference, string label = """{"tlp":"GREEN"}""", string? identifiers = null) => Parse($$"""
        {
          "reference": "{{reference}}",
          "merchant": { "names": [{ "text": "Nordlicht Handels GmbH", "kind": "legal" }], "kind": "company",
                        "identifiers": {{identifiers ?? """[{"scheme":"registration","value":"DE:HRB999001"}]"""}} },
          "summary": "Refunds rose within a week.", "language": "en",
          "label": {{label}},
          "typology": "refund-abuse", "riskScore": 82, "detectedAt": "2026-07-02T08:15:00Z",
          "window": { "from": "2026-06-24T00:00:00Z", "to": "2026-07-01T00:00:00Z" },
          "totals": { "transactionCount": 1840, "amounts": [{ "value": "412300.50", "currency": "CNY" }] }
        }
        """);

    public static JsonObject With(this JsonObject record, string member, JsonNode? value)
    {
        record[member] = value;
        return record;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
