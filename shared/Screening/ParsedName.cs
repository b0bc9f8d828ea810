namespace InfoShare.Screening;

/// <summary>A name as the engine understands it.</summary>
internal sealed class ParsedName
{
    /// <summary>Words of a name that are looked at; more say nothing new of whose name it is.</summary>
    public const int MaxWords = 24;

    private string? _numbers;

    public ParsedName(ReadOnlySpan<NameWord> words)
    {
        Words = [.. words[..Math.Min(words.Length, MaxWords)]];
        var forms = 0;
        foreach (ref readonly var word in Words.AsSpan())
        {
            forms += word.Kind == WordKind.LegalForm ? 1 : 0;
            HasTelling |= word.IsTelling;
            HasHan |= word.Script == WordScript.Han;
        }

        var isMixed = forms > 0 && forms < Words.Length;
        Content = isMixed ? Array.FindAll(Words, word => word.Kind != WordKind.LegalForm) : Words;
        Forms = isMixed ? Array.FindAll(Words, word => word.Kind == WordKind.LegalForm) : [];
    }

    /// <summary>All words in their order.</summary>
    public NameWord[] Words { get; }

    /// <summary>Words but for legal forms; all of them if there is nothing else.</summary>
    public NameWord[] Content { get; }

    public NameWord[] Forms { get; }

    /// <summary>Whether a word of it is written in Han characters.</summary>
    public bool HasHan { get; }

    /// <summary>Whether a word of it can tell one name from another.</summary>
    public bool HasTelling { get; }

    /// <summary>What its different words weigh together.</summary>
    public float Weight => Content.DistinctBy(word => word.Text).Sum(word => word.Weight);

    /// <summary>Its numbers, in their order.</summary>
    public string Numbers => _numbers ??= string.Join(' ', Words.Where(word => word.Kind == WordKind.Number).Select(word => word.Text));

    /// <summary>Whether the other has the same words after folding: then the two are the same name.</summary>
    public bool HasWordsOf(ParsedName other)
    {
        var same = Words.Length == other.Words.Length;
        for (var at = 0; same && at < Words.Length; at++)
        {
            same = string.Equals(Words[at].Text, other.Words[at].Text, StringComparison.Ordinal);
        }

        return same;
    }
}
