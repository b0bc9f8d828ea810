using System.Text.Json;
using InfoShare.Json;

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
    public bool IsConflict => HasError(ErrorCodes.AlreadyPublished);

    /// <summary>The record is retracted, so that it cannot be corrected.</summary>
    public bool IsRetracted => HasError(ErrorCodes.Retracted);

    /// <summary>The content is that of an earlier version, not of the current one, which may be a retraction.</summary>
    public bool IsSuperseded => Result == "unchanged" && Json.TryGetProperty("currentVersion", out _);

    /// <summary>
    /// Which record the line names is beyond doubt. It is not where the reference itself was refused, as one that a spreadsheet has ruined,
    /// nor where a row has too many cells, of which another may stand in the reference's column.
    /// </summary>
    public bool IsNamed => Kind.Length > 0 && Reference.Length > 0 && !(IsRejected && Errors.Any(PutsReferenceInDoubt));

    public bool IsRejected => Result == "rejected";

    public IEnumerable<JsonElement> Errors =>
        Json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array ? errors.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static bool PutsReferenceInDoubt(JsonElement error)
    {
        var (pointer, code) = (error.GetProperty("pointer").GetString()!, error.GetProperty("code").GetString());
        return pointer.TrimStart('/').Equals("reference", StringComparison.OrdinalIgnoreCase)
            ? code is not (ErrorCodes.AlreadyPublished or ErrorCodes.NotFound)
            : pointer.Length == 0 && code == ErrorCodes.TooMany;
    }

    private bool HasError(string code) => Errors.Any(error => error.GetProperty("code").GetString() == code);

    private string Text(string member) => Json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
