using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfoShare.Cli.Hub;

/// <summary>A problem document (RFC 9457) as lines for a person: every error with its place.</summary>
public static class HubProblem
{
    public static string Describe(int status, string reason, string body)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The hub answered {status} {reason}");
        try
        {
            using var problem = JsonDocument.Parse(body);
            if (problem.RootElement.ValueKind == JsonValueKind.Object)
            {
                Append(text, problem.RootElement);
            }
        }
        catch (JsonException)
        {
            // Not the hub's own words: a proxy, or no hub at all. The status says what there is to say.
            text.Append('.');
        }

        return text.ToString();
    }

    /// <summary>One error as <c>pointer: message (code)</c>.</summary>
    public static string Line(JsonElement error)
    {
        var pointer = Text(error, "pointer");
        var place = pointer.Length == 0 ? "" : $"{pointer}: ";
        return $"{place}{Text(error, "message")} ({Text(error, "code")})";
    }

    private static void Append(StringBuilder text, JsonElement problem)
    {
        var detail = Text(problem, "detail") is { Length: > 0 } said ? said : Text(problem, "title");
        text.Append(": ").Append(detail);
        if (problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array)
        {
            foreach (var error in errors.EnumerateArray())
            {
                text.Append("\n  ").Append(Line(error));
            }
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
