using System.Text.Json.Nodes;
using InfoShare.Functions.Documents;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Documents;

/// <summary>The API document as a hub serves it, and the way through its references.</summary>
internal sealed class Specification
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    private Specification(string text)
    {
        Text = text;
        Root = JsonNode.Parse(text)!.AsObject();
    }

    public string Text { get; }

    public JsonObject Root { get; }

    public JsonObject Components => Root["components"]!.AsObject();

    public IEnumerable<Operation> Operations =>
        from path in Root["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select new Operation(path.Key, operation.Key.ToUpperInvariant(), operation.Value!.AsObject());

    public static async Task<Specification> OfAsync(HubDriver hub)
    {
        using var client = hub.Anonymous();
        return new(await client.GetStringAsync(new Uri(hub.Address, DocumentRegistration.Address)));
    }

    public Operation OperationNamed(string name) => Operations.Single(operation => operation.Name == name);

    /// <summary>What a node says, or what it refers to.</summary>
    public JsonNode Resolve(JsonNode node) => node["$ref"] is { } reference ? Find(reference.GetValue<string>()) : node;

    public JsonNode Find(string reference)
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        JsonNode? node = Root;
        foreach (var part in reference[2..].Split('/'))
        {
            node = node?[part];
        }

        Assert.True(node is not null, $"The reference {reference} leads nowhere.");
        return node;
    }

    /// <summary>Every <c>$ref</c> of the document.</summary>
    public static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}

/// <summary>One operation of the document.</summary>
internal sealed record Operation(string Path, string Method, JsonObject Json)
{
    public string Name => Json["operationId"]!.GetValue<string>();

    public bool IsOpen => Json["security"]!.AsArray().Count == 0;

    public JsonObject Responses => Json["responses"]!.AsObject();

    public IEnumerable<JsonNode> Parameters => Json["parameters"]?.AsArray().Select(parameter => parameter!) ?? [];
}
