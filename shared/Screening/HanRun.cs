namespace InfoShare.Screening;

/// <summary>
/// Cuts a run of Han characters into words: the longest known phrase first, towns and districts behind which their rank is written; what is
/// left between is one word.
/// </summary>
internal readonly ref struct HanRun
{
    /// <summary>Characters of an unknown town's or district's name.</summary>
    private const int LongestTown = 3;

    private readonly RawWord _run;

    private readonly string[] _syllables;

    private readonly string[] _characters;

    private readonly bool _isBehindNumber;

    private readonly List<NameWord> _words;

    private HanRun(in RawWord run, bool isBehindNumber, List<NameWord> words) =>
        (_run, _syllables, _characters, _isBehindNumber, _words) = (run, run.Syllables!, run.Characters!, isBehindNumber && run.Syllables!.Length == 1, words);

    /// <param name="isBehindNumber">Figures stand before it.</param>
    public static void Cut(in RawWord run, bool isBehindNumber, List<NameWord> words) => new HanRun(run, isBehindNumber, words).Cut();

    private void Cut()
    {
        var start = 0;
        for (var at = 0; at < _syllables.Length;)
        {
            if (Known(at, start) is { Length: > 0 } known)
            {
                AddUnknown(start, at);
                AddKnown(at, known.Length, known.Entry);
                at += known.Length;
                start = at += known.Entry.Kind == WordKind.Place && IsRank(at) && at + 1 < _syllables.Length ? 1 : 0;
            }
            else if (at > start && at - start is 2 or LongestTown && IsRank(at) && IsAtBeginning(start) && at + 2 < _syllables.Length)
            {
                AddUnknown(start, at);
                start = ++at;
            }
            else
            {
                at++;
            }
        }

        AddUnknown(start, _syllables.Length);
    }

    /// <summary>Nothing but places stands before.</summary>
    private bool IsAtBeginning(int start) => start == 0 || _words.TrueForAll(word => word.Kind == WordKind.Place);

    private bool IsRank(int at) => at < _characters.Length && _characters[at] is "市" or "省" or "区" or "县" or "镇";

    private (LexiconEntry Entry, int Length) Known(int at, int start)
    {
        var longest = Math.Min(Lexicon.Instance.LongestHan(_characters[at]), _syllables.Length - at);
        for (var count = longest; count > 0; count--)
        {
            // A single character means its table word only behind another word, as 厂 does.
            var isTrusted = count > 1 || _isBehindNumber || (at + 1 == _syllables.Length && (at - start >= 2 || (at == start && at > 0)));
            if (isTrusted && Lexicon.Instance.TryHan(string.Concat(_characters.AsSpan(at, count)), out var entry) && (count > 1 || entry.Kind != WordKind.Stop))
            {
                return (entry, count);
            }
        }

        return default;
    }

    private void AddKnown(int at, int length, in LexiconEntry entry) => _words.Add(entry.Kind == WordKind.Number
        ? NameWord.Of(Lexicon.Instance.NameOf(entry.Idea), WordKind.Number, 0, WordScript.Alphabet, _run.Bracketed)
        : NameWord.Of(string.Concat(_syllables.AsSpan(at, length)), entry.Kind, entry.Idea, WordScript.Han, _run.Bracketed));

    private void AddUnknown(int start, int end)
    {
        if (end > start)
        {
            _words.Add(NameWord.Of(string.Concat(_syllables.AsSpan(start, end - start)), WordKind.Plain, 0, WordScript.Han, _run.Bracketed) with
            {
                Characters = string.Concat(_characters.AsSpan(start, end - start)),
            });
        }
    }
}
