using System.Text.Json;

namespace InfoShare.Tests.Bicep;

/// <summary>What a Bicep file declares, as tests/Bicep/parse.mjs reads it.</summary>
internal sealed record BicepFile
{
    public required string File { get; init; }

    /// <summary>Lines at which it is no Bicep.</summary>
    public required IReadOnlyList<int> Errors { get; init; }

    /// <summary>By name, whether it has a default.</summary>
    public required IReadOnlyDictionary<string, bool> Parameters { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Variables { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public required IReadOnlyList<BicepDeclaration> Resources { get; init; }

    public required IReadOnlyList<BicepDeclaration> Modules { get; init; }

    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>A variable that is a list of texts.</summary>
    public IEnumerable<string> Texts(string variable) => Variables[variable].EnumerateArray().Select(text => text.GetString()!);

    /// <summary>The names in a variable that is an object.</summary>
    public IEnumerable<string> Names(string variable) => Variables[variable].EnumerateObject().Select(member => member.Name);
}

/// <summary>A resource or a module.</summary>
/// <param name="Type">A resource's type and version, a module's path.</param>
internal sealed record BicepDeclaration(string Symbol, string Type, JsonElement Body)
{
    /// <summary>What it is one of for each of, as written; null for a single one.</summary>
    public string? ForEach => Body.TryGetProperty("for", out var list) ? list.GetString() : null;

    /// <summary>Its body, or each one's.</summary>
    public JsonElement Each => ForEach is null ? Body : Body.GetProperty("body");

    /// <summary>Every place in it at which there is a value, such as <c>properties.logs[].category</c>.</summary>
    public IEnumerable<string> Paths() => Paths(Each, "");

    private static IEnumerable<string> Paths(JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().SelectMany(item => Paths(item, at + "[]"));
        }

        if (value.ValueKind != JsonValueKind.Object || value.TryGetProperty("text", out _))
        {
            return [at];
        }

        if (value.TryGetProperty("for", out _))
        {
            return Paths(value.GetProperty("body"), at + "[]");
        }

        var members = value.EnumerateObject().ToList();
        return members.Count == 0 ? [at] : members.SelectMany(member => Paths(member.Value, at.Length == 0 ? member.Name : $"{at}.{member.Name}"));
    }
}
