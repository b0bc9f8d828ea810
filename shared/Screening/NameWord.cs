namespace InfoShare.Screening;

/// <summary>A word of a name after folding.</summary>
/// <param name="Text">Lower-case ASCII letters and digits.</param>
/// <param name="Idea">Number of what it means, if a table knows it; else 0.</param>
/// <param name="Weight">How much it tells of a name, from the tables alone.</param>
/// <param name="Bracketed">It stands in brackets.</param>
internal readonly record struct NameWord(string Text, WordKind Kind, ushort Idea, WordScript Script, float Weight, bool Bracketed)
{
    /// <summary>Its number in an index's <see cref="WordStore"/>, or −1.</summary>
    public int Number { get; init; } = -1;

    /// <summary>Of a name that was just read: the word's Han characters. Null in other scripts, and in an index, which does not keep them.</summary>
    public string? Characters { get; init; }

    /// <summary>Its place among the <see cref="KnownWords"/> of a question.</summary>
    public int Place { get; init; }

    /// <summary>Letters of a word that are looked at.</summary>
    public const int MaxLength = 64;

    private const float InBrackets = 0.6f;

    public static NameWord Of(string text, WordKind kind, ushort idea, WordScript script, bool bracketed)
    {
        text = text.Length <= MaxLength ? text : text[..MaxLength];
        var weight = WeightOf(text, kind, idea);
        return new(text, kind, idea, script, bracketed && kind is not (WordKind.Place or WordKind.Number) ? weight * InBrackets : weight, bracketed);
    }

    /// <summary>Whether the word can tell one name from another.</summary>
    public bool IsTelling => Kind is WordKind.Plain or WordKind.Number or WordKind.Given;

    private static float WeightOf(string text, WordKind kind, ushort idea)
    {
        // Longer words say more, and no two names weigh exactly the same for a round number of words.
        var length = 0.82f + (0.022f * Math.Min(text.Length, 12));
        return kind switch
        {
            WordKind.Plain => length,
            WordKind.Number => IsRoman(text) ? 0.55f : 1.1f + (0.03f * Math.Min(text.Length, 6)),
            WordKind.Initial => 0.3f,
            _ => Lexicon.Instance.WeightOf(idea) * length,
        };
    }

    private static bool IsRoman(string text) => !char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAnyExcept("ivx") < 0;
}
