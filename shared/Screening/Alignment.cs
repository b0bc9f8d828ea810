namespace InfoShare.Screening;

/// <summary>
/// Which words of two names agree: the most alike first, then words that are written as one here and as several there, then acronyms of the
/// other side's words. Every word is used once. Work is bounded by <see cref="ParsedName.MaxWords"/> squared.
/// </summary>
internal sealed class Alignment
{
    private const int MaxJoined = 6;

    private const int ShortestAcronym = 3;

    /// <summary>Letters that words joined may have more or less than the other side.</summary>
    private const int LengthsApart = 3;

    private const float Acronym = 0.78f;

    /// <summary>Of three letters, which any company of three words may have.</summary>
    private const float ShortAcronym = 0.62f;

    private const float Exactly = 0.985f;

    private const float Head = 0.8f;

    /// <summary>The most that words joined score which are not letter by letter the other.</summary>
    private const float Fuzzily = 0.95f;

    private static readonly string[] LettersOfTwo = ["shch", "kh", "zh", "ts", "ch", "sh", "yu", "ya", "iu", "ia"];

    private readonly ParsedName _one;

    private readonly ParsedName _other;

    private readonly KnownWords? _known;

    private readonly bool[] _used;

    private readonly bool[] _otherUsed;

    private readonly List<WordMatch> _matches = [];

    private Alignment(ParsedName one, ParsedName other, KnownWords? known)
    {
        (_one, _other, _known) = (one, other, known);
        (_used, _otherUsed) = (new bool[one.Content.Length], new bool[other.Content.Length]);
    }

    public IReadOnlyList<WordMatch> Matches => _matches;

    public static Alignment Of(ParsedName one, ParsedName other, KnownWords? known = null)
    {
        var alignment = new Alignment(one, other, known);
        // What is letter by letter the same in several words goes before what is only like a single one.
        alignment.Join(exactly: true);
        alignment.MatchWords();
        alignment.Join(exactly: false);
        alignment.JoinAll();
        alignment.MatchHeads(one, alignment._used, other, alignment._otherUsed, swapped: false);
        alignment.MatchHeads(other, alignment._otherUsed, one, alignment._used, swapped: true);
        alignment.Abbreviate(one, alignment._used, other, alignment._otherUsed, swapped: false);
        alignment.Abbreviate(other, alignment._otherUsed, one, alignment._used, swapped: true);
        return alignment;
    }

    /// <summary>Which words of the one name agree with something.</summary>
    public ReadOnlySpan<bool> Used => _used;

    public ReadOnlySpan<bool> OtherUsed => _otherUsed;

    private void Join(bool exactly)
    {
        Join(_one, _used, _other, _otherUsed, swapped: false, exactly);
        Join(_other, _otherUsed, _one, _used, swapped: true, exactly);
    }

    private void MatchWords()
    {
        Span<(float Value, float Likeness, int At, int To)> pairs = stackalloc (float, float, int, int)[_used.Length * _otherUsed.Length];
        var count = 0;
        for (var at = 0; at < _used.Length; at++)
        {
            ref readonly var word = ref _one.Content[at];
            for (var to = 0; to < _otherUsed.Length; to++)
            {
                ref readonly var target = ref _other.Content[to];
                var likeness = _known?.Likeness(at, word, target) ?? WordLikeness.Of(word, target);
                if (likeness > 0)
                {
                    pairs[count++] = ((likeness * likeness * (word.Weight + target.Weight)) - (0.001f * Math.Abs(at - to)), likeness, at, to);
                }
            }
        }

        pairs = pairs[..count];
        pairs.Sort(static (one, other) => other.Value.CompareTo(one.Value) is not 0 and var order ? order : (one.At, one.To).CompareTo((other.At, other.To)));
        foreach (var (_, likeness, at, to) in pairs)
        {
            if (!_used[at] && !_otherUsed[to])
            {
                Add(new(at, 1, to, 1, likeness, false));
            }
        }
    }

    /// <summary>One word of <paramref name="one"/> that is several neighbouring ones of <paramref name="other"/>, a legal form perhaps the last.</summary>
    private void Join(ParsedName one, bool[] used, ParsedName other, bool[] otherUsed, bool swapped, bool exactly)
    {
        for (var at = 0; at < used.Length; at++)
        {
            var word = one.Content[at].Text;
            for (var from = 0; !used[at] && word.Length >= 5 && from < otherUsed.Length; from++)
            {
                JoinFrom(word, at, from, other, otherUsed, swapped, exactly);
            }
        }
    }

    private void JoinFrom(string word, int at, int from, ParsedName other, bool[] otherUsed, bool swapped, bool exactly)
    {
        var first = other.Content[from].Text;
        if (exactly && !word.StartsWith(first, StringComparison.Ordinal))
        {
            return;
        }

        if (first[0] != word[0] && first[0] != word[1] && (first.Length == 1 || first[1] != word[0]))
        {
            return;
        }

        var joined = "";
        for (var count = 1; count <= MaxJoined && from + count <= otherUsed.Length && !otherUsed[from + count - 1] && joined.Length < word.Length; count++)
        {
            joined += other.Content[from + count - 1].Text;
            var withForm = other.Forms.Length > 0 && from + count == otherUsed.Length ? joined + other.Forms[0].Text : "";
            var likeness = count > 1 ? Math.Max(Same(word, joined), Same(word, withForm)) : Same(word, withForm);
            if (likeness > (exactly ? Fuzzily : 0))
            {
                Add(swapped ? new(from, count, at, 1, likeness, false) : new(at, 1, from, count, likeness, false));
                return;
            }
        }
    }

    private static float Same(string word, string joined) => joined.Length < 5 || Math.Abs(joined.Length - word.Length) > LengthsApart ? 0
        : string.Equals(word, joined, StringComparison.Ordinal) ? Exactly
        : Spelling.Likeness(Sounds.Fold(word), Sounds.Fold(joined)) is >= 0.86f and var likeness ? likeness * Fuzzily : 0;

    /// <summary>A run of Han characters that no table could cut begins with the other side's word: the brand, with an unknown trade behind it.</summary>
    private void MatchHeads(ParsedName one, bool[] used, ParsedName other, bool[] otherUsed, bool swapped)
    {
        Span<byte> ends = stackalloc byte[NameWord.MaxLength];
        for (var at = 0; at < used.Length; at++)
        {
            if (used[at] || one.Content[at] is not { Script: WordScript.Han, Kind: WordKind.Plain, Text: var run } || Pinyin.Split(run, ends) is not (> 2 and var syllables))
            {
                continue;
            }

            for (var to = 0; to < otherUsed.Length; to++)
            {
                var head = other.Content[to].Text;
                if (!otherUsed[to] && head.Length < run.Length && run.StartsWith(head, StringComparison.Ordinal) && ends[..syllables].IndexOf((byte)head.Length) > 0)
                {
                    Add(swapped ? new(to, 1, at, 1, Head, false) : new(at, 1, to, 1, Head, false));
                    break;
                }
            }
        }
    }

    /// <summary>What is left on both sides, each taken together: <c>Hai Kang Weishi</c> and <c>Haikang Wei Shi</c>.</summary>
    private void JoinAll()
    {
        var (from, count) = Left(_used);
        var (to, otherCount) = Left(_otherUsed);
        if (count > 0 && otherCount > 0 && count + otherCount > 2 && Math.Abs(Length(_one, from, count) - Length(_other, to, otherCount)) <= LengthsApart
            && Same(Text(_one, from, count), Text(_other, to, otherCount)) is > 0 and var likeness)
        {
            Add(new(from, count, to, otherCount, likeness, false));
        }
    }

    /// <summary>The stretch of unused words, if they are neighbours.</summary>
    private static (int From, int Count) Left(bool[] used)
    {
        var first = Array.IndexOf(used, false);
        var last = Array.LastIndexOf(used, false);
        return first >= 0 && Array.IndexOf(used, true, first, last - first + 1) < 0 ? (first, last - first + 1) : (0, 0);
    }

    private static int Length(ParsedName name, int from, int count)
    {
        var length = 0;
        for (var at = from; at < from + count; at++)
        {
            length += name.Content[at].Text.Length;
        }

        return length;
    }

    private static string Text(ParsedName name, int from, int count) => string.Concat(name.Content.Skip(from).Take(count).Select(word => word.Text));

    private void Abbreviate(ParsedName one, bool[] used, ParsedName other, bool[] otherUsed, bool swapped)
    {
        for (var at = 0; at < used.Length; at++)
        {
            var word = one.Content[at];
            if (used[at] || word.Kind != WordKind.Plain || word.Text.Length is < ShortestAcronym or > 10)
            {
                continue;
            }

            for (var from = 0; from < otherUsed.Length; from++)
            {
                if (!otherUsed[from] && Initials(word.Text, from, other, otherUsed) is > 0 and var count)
                {
                    var likeness = word.Text.Length == ShortestAcronym ? ShortAcronym : Acronym;
                    Add(swapped ? new(from, count, at, 1, likeness, true) : new(at, 1, from, count, likeness, true));
                    break;
                }
            }
        }
    }

    /// <summary>How many words from there on the acronym stands for, words such as <c>of</c> counted only if they have a letter in it.</summary>
    private static int Initials(string acronym, int from, ParsedName other, bool[] otherUsed)
    {
        var (letter, at) = (0, from);
        for (; at < otherUsed.Length && letter < acronym.Length && !otherUsed[at]; at++)
        {
            if (Initial(other.Content[at].Text, acronym.AsSpan(letter)) is > 0 and var length)
            {
                letter += length;
            }
            else if (other.Content[at].Kind is not (WordKind.Stop or WordKind.Particle))
            {
                return 0;
            }
        }

        return letter == acronym.Length ? at - from : 0;
    }

    /// <summary>How many letters of the acronym are the word's first: two where one letter of another script is two in ASCII (Х, Ш, Ю).</summary>
    private static int Initial(string word, ReadOnlySpan<char> acronym)
    {
        if (word[0] != acronym[0] || word.Length < 2 || acronym.Length < 2 || word[1] != acronym[1])
        {
            return word[0] == acronym[0] ? 1 : 0;
        }

        foreach (var letter in LettersOfTwo)
        {
            if (acronym.StartsWith(letter, StringComparison.Ordinal) && word.StartsWith(letter, StringComparison.Ordinal))
            {
                return letter.Length;
            }
        }

        return 1;
    }

    private void Add(WordMatch match)
    {
        _matches.Add(match);
        Array.Fill(_used, true, match.At, match.Count);
        Array.Fill(_otherUsed, true, match.OtherAt, match.OtherCount);
    }
}
