using System.Text.Json;

namespace InfoShare.Functions.Hosting;

/// <summary>What the Functions host says of a queue's message besides its text, for the log alone: a message's own properties may overwrite it.</summary>
/// <param name="Id">The queue's own id of it; a copy in the poison queue has another.</param>
/// <param name="DequeueCount">How often it has been received.</param>
internal readonly record struct TriggerMessage(string Id, string DequeueCount)
{
    /// <summary>A timer's call, or nothing that could be read.</summary>
    public static TriggerMessage None { get; } = new("(none)", "(none)");

    public static TriggerMessage Read(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("Metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            ? new(Text(metadata, "Id") ?? None.Id, Text(metadata, "DequeueCount") ?? None.DequeueCount)
            : None;

    /// <summary>The host encodes strings as JSON once more, and numbers as strings.</summary>
    private static string? Text(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? TriggerPayload.TextOf(value)?.Trim('"') : null;
}
