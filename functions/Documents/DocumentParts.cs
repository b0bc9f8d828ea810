using System.Text.Json.Nodes;

namespace InfoShare.Functions.Documents;

/// <summary>The document's hand-written parts, which are embedded in the program.</summary>
/// <param name="Components">Schemas, parameters, headers and responses.</param>
/// <param name="Operations">What each operation takes and answers, by its name.</param>
/// <param name="Examples">Bodies that the hub takes as they are.</param>
internal sealed record DocumentParts(JsonObject Components, JsonObject Operations, JsonObject Examples)
{
    public static DocumentParts Load() => new(Read("components"), Read("operations"), Read("examples"));

    private static JsonObject Read(string name)
    {
        using var stream = typeof(DocumentParts).Assembly.GetManifestResourceStream($"InfoShare.Functions.Documents.{name}.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
