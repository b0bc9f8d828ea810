using System.Text.RegularExpressions;

namespace InfoShare.Screening;

/// <summary>The ways to read a name: as it stands, and where it is several names in one (<c>A / B</c>, <c>A · B</c>, <c>A; B</c>), each of them, and respelt where its words may be foreign.</summary>
internal static partial class NameVariants
{
    private const int MaxParts = 4;

    private static readonly char[] Trimmed = [' ', '(', ')', ',', '.'];

    /// <summary>Marks between two names of one, and words that say that another name follows, in brackets perhaps.</summary>
    [GeneratedRegex(@" / | · |; |[\s(,]+(a\.?k\.?a\.?|f\.?k\.?a\.?|formerly( known as)?|previously( known as)?|also known as|trading as|doing business as|d/b/a|t/a|ранее|бывш(ее|ий|ая)?\.?|原名|曾用名)[\s:]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Separators();

    public static IReadOnlyList<ParsedName> Of(string name)
    {
        var whole = NameAnalysis.Parse(name);
        var parts = Parts(name);
        var respelt = name.Length <= NameAnalysis.MaxLength && Respelling.Of(name) is { } other ? NameAnalysis.Parse(other) : null;
        return parts.Length < 2 && respelt is null ? [whole]
            : [whole, .. parts.Length < 2 ? [] : parts.Select(NameAnalysis.Parse).Where(part => part.Content.Any(word => word.IsTelling)), .. respelt is null ? [] : new[] { respelt }];
    }

    private static string[] Parts(string name) =>
        name.Length > NameAnalysis.MaxLength || !Separators().IsMatch(name) ? [] : [.. Separators().Split(name, MaxParts).Select(part => part.Trim(Trimmed)).Where(part => part.Length > 0)];
}
