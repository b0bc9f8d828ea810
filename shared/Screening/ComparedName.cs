namespace InfoShare.Screening;

/// <summary>A name that a question has met, compared once however many records have it.</summary>
internal sealed class ComparedName
{
    private readonly ParsedName _asked;

    private readonly ParsedName _found;

    private readonly KnownWords? _known;

    private readonly bool _isPart;

    private NameScore? _score;

    private NameScore? _ofPersons;

    /// <param name="text">As the record has it.</param>
    /// <param name="found">As the index has it.</param>
    public ComparedName(ParsedName asked, string text, ParsedName found, bool isPart, KnownWords known)
    {
        (_asked, _found, _known, _isPart) = (asked, found, known, isPart);
        if (asked.HasHan && found.HasHan)
        {
            // The index keeps the sound alone; between two names in Han characters these count, too.
            (_found, _known) = (NameVariants.Of(text).FirstOrDefault(each => each.HasWordsOf(found)) ?? found, null);
        }
    }

    /// <summary>Records that have it and that the caller may see, so far.</summary>
    public int Records { get; set; }

    public NameScore Score(bool persons) => persons ? _ofPersons ??= Compare(persons, explain: false) : _score ??= Compare(persons, explain: false);

    public NameScore Explain(bool persons) => Compare(persons, explain: true);

    private NameScore Compare(bool persons, bool explain) => NameComparison.Compare(_asked, _found, persons, explain, explain ? null : _known, _isPart);
}
