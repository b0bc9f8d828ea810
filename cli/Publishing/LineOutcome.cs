using System.Text.Json;

namespace InfoShare.Cli.Publishing;

/// <summary>What the hub did with one row.</summary>
/// <param name="Row">The row in the file.</param>
/// <param name="Json">The hub's words, for the outcomes file.</param>
public sealed record LineOutcome(long Row, JsonElement Json)
{
    public string Result => Text("result");

    public string Kind => Text("kind");

    public string Reference => Text("reference");

    /// <summary>Other content is published under the reference.</summary>
    public bool IsConflict => Errors.Any(error => error.GetProperty("code").GetString() == InfoShare.Json.ErrorCodes.AlreadyPublished);

    /// <summary>The content is that of an earlier version, not of the current one.</summary>
    public bool IsSuperseded => Result == "unchanged" && Json.TryGetProperty("currentVersion", out _);

    public bool IsRejected => Result == "rejected";

    public IEnumerable<JsonElement> Errors =>
        Json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array ? errors.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private string Text(string member) => Json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
