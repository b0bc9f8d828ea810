namespace InfoShare.Screening;

/// <summary>Says of each word of a name what it is: finds phrases and words of the tables, and cuts runs of Han characters apart by them.</summary>
internal static class NameAnalysis
{
    /// <summary>Characters of a name that are read: as many as a record's name may have, and then some.</summary>
    public const int MaxLength = 600;

    public static ParsedName Parse(string name) => new(Words(NameReader.Read(name.Length <= MaxLength ? name : name[..MaxLength])));

    private static List<NameWord> Words(List<RawWord> raw)
    {
        var words = new List<NameWord>(raw.Count + 4);
        for (var at = 0; at < raw.Count;)
        {
            if (raw[at].Syllables is { } syllables)
            {
                // One character behind a number means its table word, as 厂 does in 红星17厂.
                CutHan(syllables, raw[at].Bracketed, syllables.Length == 1 && at > 0 && char.IsAsciiDigit(raw[at - 1].Text[^1]), words);
                at++;
            }
            else
            {
                at += TakePhrase(raw, at, words) is > 0 and var taken ? taken : TakeWord(raw, at, words);
            }
        }

        return words;
    }

    private static int TakePhrase(List<RawWord> raw, int at, List<NameWord> words)
    {
        var longest = Math.Min(Lexicon.Instance.LongestPhrase(raw[at].Text), raw.Count - at);
        for (var count = longest; count > 1; count--)
        {
            var part = raw.GetRange(at, count);
            if (part.TrueForAll(word => word.Syllables is null)
                && Lexicon.Instance.TryPhrase(string.Join(' ', part.Select(word => word.Text)), out var entry)
                && (!entry.AtEnds || IsAtEnd(raw, at, count)) && (entry.Kind != WordKind.LegalForm || part[0].Text.Length > 1 || IsAtEnd(raw, at, count)))
            {
                words.Add(NameWord.Of(string.Concat(part.Select(word => word.Text)), entry.Kind, entry.Idea, raw[at].Script, raw[at].Bracketed));
                return count;
            }
        }

        return 0;
    }

    private static int TakeWord(List<RawWord> raw, int at, List<NameWord> words)
    {
        var word = raw[at];
        var entry = Lexicon.Instance.TryWord(word, out var known) && (!known.AtEnds || IsAtEnd(raw, at, 1)) ? known : new(KindOf(word, at), 0, false);
        words.Add(NameWord.Of(word.Text, entry.Kind, entry.Idea, word.Script, word.Bracketed));
        return 1;
    }

    /// <summary>First or last, or with nothing but other short words between it and the end.</summary>
    private static bool IsAtEnd(List<RawWord> raw, int at, int count)
    {
        var before = true;
        for (var each = 0; each < at; each++)
        {
            before &= raw[each].Text.Length <= 3;
        }

        var after = true;
        for (var each = at + count; each < raw.Count; each++)
        {
            after &= raw[each].Text.Length <= 4 || raw[each].Bracketed;
        }

        return raw.Count > count && (after || (before && at == 0));
    }

    private static WordKind KindOf(in RawWord word, int at)
    {
        if (word.Text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || (at > 0 && word.Text.Length <= 5 && word.Text.AsSpan().IndexOfAnyExcept("ivx") < 0))
        {
            return WordKind.Number;
        }

        return word.Text.Length == 1 ? WordKind.Initial : WordKind.Plain;
    }

    /// <summary>Longest known phrase first; what is between known ones is one word.</summary>
    private static void CutHan(string[] syllables, bool bracketed, bool behindNumber, List<NameWord> words)
    {
        var start = 0;
        for (var at = 0; at < syllables.Length;)
        {
            if (Known(syllables, at, start, behindNumber) is { Length: > 0 } known)
            {
                AddHan(syllables[start..at], bracketed, words);
                words.Add(NameWord.Of(string.Concat(syllables[at..(at + known.Length)]), known.Entry.Kind, known.Entry.Idea, WordScript.Han, bracketed));
                start = at += known.Length;
            }
            else
            {
                at++;
            }
        }

        AddHan(syllables[start..], bracketed, words);
    }

    private static (LexiconEntry Entry, int Length) Known(string[] syllables, int at, int start, bool behindNumber)
    {
        var longest = Math.Min(Math.Max(1, Lexicon.Instance.LongestPhrase(syllables[at])), syllables.Length - at);
        for (var count = longest; count > 0; count--)
        {
            // A single character means its table word only behind another word, as 厂 does.
            var isTrusted = count > 1 || behindNumber || (at + 1 == syllables.Length && at - start >= 2);
            if (isTrusted && Lexicon.Instance.TryPhrase(string.Join(' ', syllables[at..(at + count)]), out var entry) && (count > 1 || entry.Kind != WordKind.Stop))
            {
                return (entry, count);
            }
        }

        return default;
    }

    private static void AddHan(string[] syllables, bool bracketed, List<NameWord> words)
    {
        if (syllables.Length > 0)
        {
            words.Add(NameWord.Of(string.Concat(syllables), WordKind.Plain, 0, WordScript.Han, bracketed));
        }
    }
}
