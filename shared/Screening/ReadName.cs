namespace InfoShare.Screening;

/// <summary>How the engine reads a name, for showing.</summary>
public static class ReadName
{
    /// <summary>The name's words after folding, each with its kind and, if a table knows it, what it means (<c>bank</c>, <c>llc.de</c>).</summary>
    public static IReadOnlyList<(string Text, string Kind, string? Meaning)> Of(string name) =>
        [.. NameAnalysis.Parse(name).Words.Select(word => (word.Text, KindOf(word.Kind), word.Idea == 0 ? null : Lexicon.Instance.NameOf(word.Idea)))];

    /// <summary>Whether anything of the name can be compared.</summary>
    public static bool HasWords(string name) => NameAnalysis.Parse(name).Words.Length > 0;

    private static string KindOf(WordKind kind) => kind == WordKind.LegalForm ? "legal-form" : kind.ToString().ToLowerInvariant();
}
