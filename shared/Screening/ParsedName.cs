namespace InfoShare.Screening;

/// <summary>A name as the engine understands it.</summary>
internal sealed class ParsedName
{
    /// <summary>Words of a name that are looked at; more say nothing new of whose name it is.</summary>
    public const int MaxWords = 24;

    private string? _folded;

    private string? _numbers;

    private int _length;

    public ParsedName(IReadOnlyList<NameWord> words)
    {
        Words = [.. words.Take(MaxWords)];
        var hasContent = false;
        foreach (ref readonly var word in Words.AsSpan())
        {
            hasContent |= word.Kind != WordKind.LegalForm;
            HasTelling |= word.IsTelling;
        }

        Content = hasContent ? Array.FindAll(Words, word => word.Kind != WordKind.LegalForm) : Words;
        Forms = hasContent && Content.Length < Words.Length ? Array.FindAll(Words, word => word.Kind == WordKind.LegalForm) : [];
    }

    /// <summary>All words in their order.</summary>
    public NameWord[] Words { get; }

    /// <summary>Words but for legal forms; all of them if there is nothing else.</summary>
    public NameWord[] Content { get; }

    public NameWord[] Forms { get; }

    /// <summary>Whether a word of it can tell one name from another.</summary>
    public bool HasTelling { get; }

    /// <summary>What its different words weigh together.</summary>
    public float Weight => Content.DistinctBy(word => word.Text).Sum(word => word.Weight);

    /// <summary>Letters of <see cref="Folded"/>.</summary>
    public int Length => _length > 0 ? _length : _length = Words.Sum(word => word.Text.Length + 1) - 1;

    /// <summary>The name after folding: two names with equal ones are the same name.</summary>
    public string Folded => _folded ??= string.Join(' ', Words.Select(word => word.Text));

    /// <summary>Its numbers, in their order.</summary>
    public string Numbers => _numbers ??= string.Join(' ', Words.Where(word => word.Kind == WordKind.Number).Select(word => word.Text));
}
