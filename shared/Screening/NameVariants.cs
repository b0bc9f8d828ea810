namespace InfoShare.Screening;

/// <summary>The ways to read a name: as it stands, and where it is several names in one (<c>A / B</c>, <c>A · B</c>, <c>A; B</c>), each of them.</summary>
internal static class NameVariants
{
    private const int MaxParts = 4;

    private static readonly string[] Separators = [" / ", " · ", "; ", " a.k.a. ", " aka "];

    public static IReadOnlyList<ParsedName> Of(string name)
    {
        var whole = NameAnalysis.Parse(name);
        if (name.AsSpan().IndexOfAny("/·;") < 0 && !name.Contains("aka", StringComparison.Ordinal) && !name.Contains("a.k.a", StringComparison.Ordinal))
        {
            return [whole];
        }

        var parts = name.Length > NameAnalysis.MaxLength ? [] : name.Split(Separators, MaxParts, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2)
        {
            return [whole];
        }

        return [whole, .. parts.Select(NameAnalysis.Parse).Where(part => part.Content.Any(word => word.IsTelling))];
    }
}
