namespace InfoShare.Screening;

/// <summary>A name as the engine understands it.</summary>
internal sealed class ParsedName
{
    /// <summary>Words of a name that are looked at; more say nothing new of whose name it is.</summary>
    public const int MaxWords = 24;

    public ParsedName(IReadOnlyList<NameWord> words)
    {
        Words = words.Count <= MaxWords ? words : [.. words.Take(MaxWords)];
        var hasContent = false;
        foreach (var word in Words)
        {
            hasContent |= word.Kind != WordKind.LegalForm;
        }

        var (content, forms) = (new List<NameWord>(Words.Count), new List<NameWord>());
        foreach (var word in Words)
        {
            (word.Kind == WordKind.LegalForm && hasContent ? forms : content).Add(word);
        }

        (Content, Forms) = (content, forms);
    }

    /// <summary>All words in their order.</summary>
    public IReadOnlyList<NameWord> Words { get; }

    /// <summary>Words but for legal forms; all of them if there is nothing else.</summary>
    public IReadOnlyList<NameWord> Content { get; }

    public IReadOnlyList<NameWord> Forms { get; }

    /// <summary>What its different words weigh together.</summary>
    public float Weight => Content.DistinctBy(word => word.Text).Sum(word => word.Weight);

    /// <summary>Letters of <see cref="Folded"/>.</summary>
    public int Length => Words.Sum(word => word.Text.Length + 1) - 1;

    /// <summary>The name after folding: two names with equal ones are the same name.</summary>
    public string Folded => string.Join(' ', Words.Select(word => word.Text));
}
