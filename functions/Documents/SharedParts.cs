using System.Text.Json.Nodes;

namespace InfoShare.Functions.Documents;

/// <summary>Parts of a schema that are written once and referred to wherever the same stands again.</summary>
internal sealed class SharedParts
{
    private readonly List<(string Name, JsonObject Schema)> _parts = [];

    /// <param name="schema">Where the parts are found.</param>
    /// <param name="parts">Their names, and their paths in it.</param>
    public SharedParts(JsonObject schema, IEnumerable<(string Name, string Path)> parts)
    {
        foreach (var (name, path) in parts)
        {
            _parts.Add((name, WithoutTitle(path.Split('/').Aggregate((JsonNode)schema, (node, member) => node[member]!).AsObject())));
        }
    }

    /// <summary>A copy in which every part is a reference, its title beside it.</summary>
    public JsonObject Replace(JsonObject schema) => Copy(schema, null).AsObject();

    public void AddTo(JsonObject schemas)
    {
        foreach (var (name, schema) in _parts)
        {
            schemas[name] = Copy(schema, name);
        }
    }

    private static JsonObject WithoutTitle(JsonObject schema)
    {
        var copy = schema.DeepClone().AsObject();
        copy.Remove("title");
        return copy;
    }

    /// <param name="inside">The part that is being written, which cannot refer to itself.</param>
    private JsonNode Copy(JsonNode node, string? inside)
    {
        switch (node)
        {
            case JsonObject schema when Find(schema, inside) is { } name:
                var reference = new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
                if (schema["title"] is { } title)
                {
                    reference.Insert(0, "title", title.DeepClone());
                }

                return reference;
            case JsonObject schema:
                return new JsonObject(schema.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Copy(member.Value, inside))).ToList()!);
            case JsonArray array:
                return new JsonArray([.. array.Select(item => item is null ? null : Copy(item, inside))]);
            default:
                return node.DeepClone();
        }
    }

    private string? Find(JsonObject schema, string? inside)
    {
        if (schema["type"] is not JsonValue)
        {
            return null;
        }

        var bare = WithoutTitle(schema);
        return _parts.Where(part => part.Name != inside && JsonNode.DeepEquals(part.Schema, bare)).Select(part => part.Name).FirstOrDefault();
    }
}
