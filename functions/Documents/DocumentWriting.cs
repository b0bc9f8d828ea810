using System.Reflection;
using System.Text.Json.Nodes;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.Documents;

/// <summary>Completes the document that the endpoints alone give.</summary>
internal sealed class DocumentWriting(DocumentParts parts, EndpointDataSource endpoints)
{
    private const string Description = """
        Agencies (customs, tax, market regulators, partner countries' agencies) and payment institutions publish what they know of a merchant, and look
        up what the others know. Each sees what its roles and the publisher's label allow; a record that a caller may not see is answered exactly as one
        that does not exist.

        Errors are problem details (RFC 9457) with everything that is wrong at once. Unknown query parameters and members are errors. Instants (`…At`)
        are RFC 3339 and come in UTC; legal dates (`…On`, `…From`, `…Until`) are calendar dates in the publisher's time zone. Answers and lists of codes may
        grow: pass over what you do not know.
        """;

    public JsonObject Complete(JsonObject fromEndpoints)
    {
        var operations = new OperationWriting(parts.Operations, parts.Components["parameters"]!.AsObject(), endpoints);
        var paths = new JsonObject();
        foreach (var (path, item) in fromEndpoints["paths"]!.AsObject())
        {
            paths[path] = new JsonObject(item!.AsObject()
                .Where(operation => operation.Value?["operationId"] is not null)
                .OrderBy(operation => operation.Key, StringComparer.Ordinal)
                .Select(operation => KeyValuePair.Create(operation.Key, (JsonNode?)operations.Write(operation.Value!.AsObject()))).ToList());
        }

        return new JsonObject
        {
            ["openapi"] = fromEndpoints["openapi"]!.DeepClone(),
            ["info"] = Information(),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = Components(),
        };
    }

    private static JsonObject Information() => new()
    {
        ["title"] = "InfoShare",
        ["version"] = typeof(DocumentWriting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        ["description"] = Description.ReplaceLineEndings("\n"),
        ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
    };

    private JsonObject Components()
    {
        var components = new JsonObject
        {
            ["schemas"] = Schemas(),
            ["parameters"] = parts.Components["parameters"]!.DeepClone(),
            ["headers"] = parts.Components["headers"]!.DeepClone(),
            ["responses"] = new JsonObject(parts.Components["responses"]!.AsObject()
                .Select(response => KeyValuePair.Create(OperationWriting.ProblemName(response.Key), (JsonNode?)Problem(response.Value!))).ToList()),
            ["examples"] = parts.Examples.DeepClone(),
            ["securitySchemes"] = new JsonObject
            {
                [OperationWriting.Scheme] = new JsonObject
                {
                    ["type"] = "http",
                    ["scheme"] = "bearer",
                    ["bearerFormat"] = "JWT",
                    ["description"] = "An OAuth 2.0 access token of an issuer that the hub trusts. Its effective roles are those it carries that the registry also grants.",
                },
            },
        };
        return components;
    }

    private static JsonObject Problem(JsonNode response)
    {
        var problem = new JsonObject { ["description"] = response["description"]!.DeepClone() };
        if (response["headers"] is JsonArray headers)
        {
            problem["headers"] = OperationWriting.Headers(headers);
        }

        problem["content"] = new JsonObject { [ProblemResult.MediaType] = new JsonObject { ["schema"] = OperationWriting.Schema("Problem") } };
        return problem;
    }

    private JsonObject Schemas()
    {
        var schemas = parts.Components["schemas"]!.DeepClone().AsObject();
        var head = schemas["RecordHead"]!.AsObject();
        schemas.Remove("RecordHead");
        CodeSchemas.AddTo(schemas);
        RecordSchemas.AddTo(schemas, head);
        return schemas;
    }
}
