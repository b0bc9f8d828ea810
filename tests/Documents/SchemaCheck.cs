using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InfoShare.Tests.Documents;

/// <summary>
/// Holds a value to a schema of the document: the keywords of JSON Schema that the document uses. It is stricter than the schemas are: a member
/// that is not described is a fault, although answers may grow, for what the hub answers today must be described today.
/// </summary>
internal sealed class SchemaCheck(Specification document)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$ref", "title", "description", "default", "format", "contentMediaType", "contentSchema",
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "pattern",
        "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "oneOf", "anyOf",
    };

    public IReadOnlyList<string> Faults(JsonNode? value, string component)
    {
        var faults = new List<string>();
        Check(value, document.Find($"#/components/schemas/{component}"), "", faults);
        return faults;
    }

    private void Check(JsonNode? value, JsonNode schema, string at, List<string> faults)
    {
        faults.AddRange(schema.AsObject().Where(keyword => !Known.Contains(keyword.Key)).Select(keyword => $"{at}: the keyword {keyword.Key} is not checked"));
        if (schema["$ref"] is not null)
        {
            Check(value, document.Resolve(schema), at, faults);
            return;
        }

        CheckAlternatives(value, schema, at, faults);
        if (schema["const"] is { } only && !JsonNode.DeepEquals(only, value))
        {
            faults.Add($"{at}: {value} is not {only}");
        }

        if (schema["enum"] is JsonArray codes && !codes.Any(code => JsonNode.DeepEquals(code, value)))
        {
            faults.Add($"{at}: {value} is none of {codes.ToJsonString()}");
        }

        CheckType(value, schema, at, faults);
    }

    private void CheckAlternatives(JsonNode? value, JsonNode schema, string at, List<string> faults)
    {
        foreach (var keyword in new[] { "oneOf", "anyOf" })
        {
            if (schema[keyword] is not JsonArray alternatives)
            {
                continue;
            }

            var results = alternatives.Select(alternative =>
            {
                var found = new List<string>();
                Check(value, alternative!, at, found);
                return found;
            }).ToList();
            var fitting = results.Count(found => found.Count == 0);
            if (fitting == 0 || (keyword == "oneOf" && fitting > 1))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{at}: {fitting} of {keyword} fit: {string.Join(" | ", results.Select(found => found.FirstOrDefault()))}"));
            }
        }
    }

    private void CheckType(JsonNode? value, JsonNode schema, string at, List<string> faults)
    {
        switch (schema["type"]?.GetValue<string>(), value?.GetValueKind())
        {
            case (null, _):
            case ("boolean", JsonValueKind.True or JsonValueKind.False):
                break;
            case ("object", JsonValueKind.Object):
                CheckObject(value!.AsObject(), schema, at, faults);
                break;
            case ("array", JsonValueKind.Array):
                CheckArray(value!.AsArray(), schema, at, faults);
                break;
            case ("string", JsonValueKind.String):
                CheckText(value!.GetValue<string>(), schema, at, faults);
                break;
            case ("integer" or "number", JsonValueKind.Number):
                CheckNumber(value!, schema, at, faults);
                break;
            default:
                faults.Add($"{at}: {value?.ToJsonString() ?? "null"} is no {schema["type"]}");
                break;
        }
    }

    private void CheckObject(JsonObject value, JsonNode schema, string at, List<string> faults)
    {
        CheckBounds(value.Count, schema, "minProperties", "maxProperties", at, faults);
        foreach (var name in schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).Where(name => !value.ContainsKey(name)) ?? [])
        {
            faults.Add($"{at}: {name} is missing");
        }

        foreach (var (name, member) in value)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"] as JsonObject) is { } described)
            {
                Check(member, described, $"{at}/{name}", faults);
            }
            else
            {
                faults.Add($"{at}: {name} is not described");
            }
        }
    }

    private void CheckArray(JsonArray value, JsonNode schema, string at, List<string> faults)
    {
        CheckBounds(value.Count, schema, "minItems", "maxItems", at, faults);
        for (var index = 0; index < value.Count; index++)
        {
            Check(value[index], schema["items"]!, string.Create(CultureInfo.InvariantCulture, $"{at}/{index}"), faults);
        }
    }

    private static void CheckText(string value, JsonNode schema, string at, List<string> faults)
    {
        CheckBounds(value.EnumerateRunes().Count(), schema, "minLength", "maxLength", at, faults);
        if (schema["pattern"] is { } pattern && !Regex.IsMatch(value, pattern.GetValue<string>(), RegexOptions.ECMAScript))
        {
            faults.Add($"{at}: '{value}' does not match {pattern}");
        }

        var isWell = schema["format"]?.GetValue<string>() switch
        {
            "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => value.EndsWith('Z') && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        if (!isWell)
        {
            faults.Add($"{at}: '{value}' is no {schema["format"]}");
        }
    }

    private static void CheckNumber(JsonNode value, JsonNode schema, string at, List<string> faults)
    {
        var number = value.GetValue<decimal>();
        if (schema["type"]!.GetValue<string>() == "integer" && number != decimal.Truncate(number))
        {
            faults.Add($"{at}: {number} is no integer");
        }

        CheckBounds(number, schema, "minimum", "maximum", at, faults);
    }

    private static void CheckBounds(decimal value, JsonNode schema, string least, string most, string at, List<string> faults)
    {
        if ((schema[least] is { } min && value < min.GetValue<decimal>()) || (schema[most] is { } max && value > max.GetValue<decimal>()))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{at}: {value} is out of bounds"));
        }
    }
}
