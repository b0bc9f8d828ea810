namespace InfoShare.Screening;

/// <summary>A word as it is read, before the tables say what it is.</summary>
/// <param name="Text">Lower-case ASCII; of Han characters their syllables joined.</param>
/// <param name="Syllables">Of a run of Han characters: one per character; else null.</param>
internal readonly record struct RawWord(string Text, WordScript Script, bool Bracketed, string[]? Syllables)
{
    /// <summary>Of a run of Han characters: each of them, in simplified writing; else null.</summary>
    public string[]? Characters { get; init; }

    /// <summary>Of letters written with full stops: each of them; else null.</summary>
    public string[]? Letters { get; init; }
}
