namespace InfoShare.Screening;

/// <summary>The ways to read a name: as it stands, and where it is several names in one (<c>A / B</c>, <c>A · B</c>, <c>A; B</c>), each of them, and respelt where its words may be foreign.</summary>
internal static class NameVariants
{
    private const int MaxParts = 4;

    private static readonly string[] Separators = [" / ", " · ", "; ", " a.k.a. ", " aka "];

    public static IReadOnlyList<ParsedName> Of(string name)
    {
        var whole = NameAnalysis.Parse(name);
        var parts = Parts(name);
        var respelt = name.Length <= NameAnalysis.MaxLength && Respelling.Of(name) is { } other ? NameAnalysis.Parse(other) : null;
        return parts.Length < 2 && respelt is null ? [whole]
            : [whole, .. parts.Length < 2 ? [] : parts.Select(NameAnalysis.Parse).Where(part => part.Content.Any(word => word.IsTelling)), .. respelt is null ? [] : new[] { respelt }];
    }

    private static string[] Parts(string name) =>
        name.AsSpan().IndexOfAny("/·;") < 0 && !name.Contains("aka", StringComparison.Ordinal) && !name.Contains("a.k.a", StringComparison.Ordinal)
            ? []
            : name.Length > NameAnalysis.MaxLength ? [] : name.Split(Separators, MaxParts, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
