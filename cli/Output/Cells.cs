using System.Text.Json;

namespace InfoShare.Cli.Output;

/// <summary>JSON values as text in a table.</summary>
public static class Cells
{
    /// <summary>A member's text: lists are joined, what is absent is empty.</summary>
    public static string Of(JsonElement item, string member) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(member, out var value) ? Of(value) : "";

    private static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Of)),
        JsonValueKind.Object when value.TryGetProperty("text", out var text) => text.ToString(),
        JsonValueKind.Object => string.Join(' ', value.EnumerateObject().Select(member => Of(member.Value))),
        JsonValueKind.Null => "",
        _ => value.ToString(),
    };
}
