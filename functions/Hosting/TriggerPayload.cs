using System.Text.Json;

namespace InfoShare.Functions.Hosting;

/// <summary>
/// What the Functions host posts for a queue's message: <c>{"Data":{"item":…},"Metadata":{…}}</c>, where the message's text is encoded as
/// JSON twice, whatever the documentation's samples show. Messages of the hub are JSON objects, so once and not at all can be told apart
/// from twice, and are taken as well.
/// </summary>
public static class TriggerPayload
{
    /// <summary>The message's text, or null if the payload has not the shape.</summary>
    public static string? ReadMessage(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object
            || !payload.TryGetProperty("Data", out var data) || data.ValueKind != JsonValueKind.Object || data.GetPropertyCount() != 1)
        {
            return null;
        }

        var value = data.EnumerateObject().First().Value;
        return value.ValueKind switch
        {
            JsonValueKind.String => TextOf(value) is { } text ? Unquote(text) : null,
            JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
            _ => null,
        };
    }

    /// <summary>Null if the string is none: an escape of half a surrogate pair is JSON, and no text.</summary>
    internal static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a JSON string in <paramref name="text"/> says, or the text itself if it is none.</summary>
    private static string Unquote(string text)
    {
        if (!text.StartsWith('"'))
        {
            return text;
        }

        try
        {
            using var inner = JsonDocument.Parse(text);
            return TextOf(inner.RootElement) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
