using System.Globalization;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Access;

namespace InfoShare.Functions.Documents;

/// <summary>Writes one operation: its words from the endpoint, who may call it from the endpoint's rule, the rest from <c>operations.json</c>.</summary>
internal sealed class OperationWriting(JsonObject operations, JsonObject parameters, EndpointDataSource endpoints)
{
    public const string Scheme = "bearer";

    private const string Json = "application/json";

    private const string Lines = "application/x-ndjson";

    private static readonly string[] Words = ["tags", "summary", "description", "operationId"];

    private static readonly string[] StatedByCallers = ["purpose", "onBehalfOf"];

    public static string ProblemName(string status) => status == "default" ? "ProblemOther" : $"Problem{status}";

    public static JsonObject Schema(string name) => Reference("schemas", name);

    public static JsonObject Headers(JsonArray names) =>
        new(names.Select(name => KeyValuePair.Create(name!.GetValue<string>(), (JsonNode?)Reference("headers", name.GetValue<string>()))).ToList());

    public JsonObject Write(JsonObject fromEndpoint)
    {
        var name = fromEndpoint["operationId"]!.GetValue<string>();
        var access = AccessOf(name);
        var described = operations[name]?.AsObject() ?? Undescribed();
        var operation = new JsonObject();
        foreach (var word in Words)
        {
            operation[word] = fromEndpoint[word]?.DeepClone();
        }

        operation["description"] = $"{operation["description"]}{RolesSentence(access)}";
        var all = Texts(described["parameters"]).Concat(access.Anonymous ? [] : StatedByCallers).ToList();
        if (all.Count > 0)
        {
            operation["parameters"] = new JsonArray([.. all.Select(Parameter)]);
        }

        if (Body(described) is { } body)
        {
            operation["requestBody"] = body;
        }

        operation["responses"] = Responses(described, access);
        operation["security"] = Security(access);
        return operation;
    }

    /// <summary>A route that operations.json does not have yet fails a test, but not the document of all others.</summary>
    private static JsonObject Undescribed() => new() { ["answers"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "" } } };

    private static JsonObject Reference(string map, string name) => new() { ["$ref"] = $"#/components/{map}/{name}" };

    private static IEnumerable<string> Texts(JsonNode? array) => array?.AsArray().Select(item => item!.GetValue<string>()) ?? [];

    private static string RolesSentence(RouteAccess access) => access switch
    {
        { Anonymous: true } => " Open to all.",
        { AnyOf: Roles.None } => " For every member.",
        _ => $" Needs one of the roles {string.Join(", ", RoleCodes.Of(access.AnyOf).Select(role => $"`{role}`"))}.",
    };

    /// <summary>Any one of the entries is enough; the text beside the scheme is the role.</summary>
    private static JsonArray Security(RouteAccess access)
    {
        if (access.Anonymous)
        {
            return [];
        }

        return access.AnyOf == Roles.None
            ? [new JsonObject { [Scheme] = new JsonArray() }]
            : [.. RoleCodes.Of(access.AnyOf).Select(role => new JsonObject { [Scheme] = new JsonArray(role) })];
    }

    private static JsonObject? Body(JsonObject described)
    {
        if (described["lines"] is { } line)
        {
            return RequestBody(new JsonObject
            {
                [Lines] = OfLines(line.GetValue<string>()),
                ["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["description"] = "Columns as `infoshare template` prints them." } },
            });
        }

        if (described["text"] is { } text)
        {
            return RequestBody(new JsonObject
            {
                [text["type"]!.GetValue<string>()] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["description"] = text["description"]!.DeepClone() } },
            });
        }

        if (described["body"] is not { } body)
        {
            return null;
        }

        var example = described["example"]!.GetValue<string>();
        return RequestBody(new JsonObject
        {
            [Json] = new JsonObject
            {
                ["schema"] = Schema(body.GetValue<string>()),
                ["examples"] = new JsonObject { [example] = Reference("examples", example) },
            },
        });
    }

    private static JsonObject RequestBody(JsonObject content) => new() { ["required"] = true, ["content"] = content };

    private static JsonObject OfLines(string schema) => new()
    {
        ["schema"] = new JsonObject
        {
            ["type"] = "string",
            ["description"] = "One JSON object per line.",
            ["contentMediaType"] = Json,
            ["contentSchema"] = Schema(schema),
        },
    };

    private static JsonObject Responses(JsonObject described, RouteAccess access)
    {
        var responses = new JsonObject();
        foreach (var (status, answer) in described["answers"]!.AsObject().OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            responses[status] = Answer(answer!.AsObject());
        }

        foreach (var status in Problems(described, access).Order().Select(status => status.ToString(CultureInfo.InvariantCulture)).Append("default"))
        {
            responses[status] = Reference("responses", ProblemName(status));
        }

        return responses;
    }

    /// <summary>Unknown query parameters are refused everywhere, and every route has an allowance and a store behind it.</summary>
    private static IEnumerable<int> Problems(JsonObject described, RouteAccess access)
    {
        int[] always = [StatusCodes.Status400BadRequest, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable];
        var own = described["problems"]?.AsArray().Select(status => status!.GetValue<int>()) ?? [];
        var withToken = access.Anonymous ? Array.Empty<int>() : [StatusCodes.Status401Unauthorized];
        var withRoles = access.AnyOf == Roles.None ? Array.Empty<int>() : [StatusCodes.Status403Forbidden];
        return [.. always, .. own, .. withToken, .. withRoles];
    }

    private static JsonObject Answer(JsonObject answer)
    {
        var written = new JsonObject { ["description"] = answer["description"]!.DeepClone() };
        if (answer["headers"] is JsonArray headers)
        {
            written["headers"] = Headers(headers);
        }

        var content = new JsonObject();
        if (answer["schema"] is { } schema)
        {
            content[Json] = new JsonObject { ["schema"] = Schema(schema.GetValue<string>()) };
        }

        if (answer["lines"] is { } line)
        {
            content[Lines] = OfLines(line.GetValue<string>());
        }

        if (answer["csv"] is not null)
        {
            content["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        if (answer["text"] is not null)
        {
            content["text/plain"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        if (answer["gzip"] is not null)
        {
            content["application/gzip"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["contentMediaType"] = "application/gzip" } };
        }

        if (content.Count > 0)
        {
            written["content"] = content;
        }

        return written;
    }

    private JsonObject Parameter(string name) =>
        parameters.ContainsKey(name) ? Reference("parameters", name) : throw new InvalidOperationException($"components.json does not have the parameter '{name}'.");

    private RouteAccess AccessOf(string name) =>
        endpoints.Endpoints.First(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == name)
            .Metadata.GetMetadata<RouteAccess>() ?? throw new InvalidOperationException($"The route '{name}' has no access rule.");
}
