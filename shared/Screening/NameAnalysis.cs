using System.Runtime.InteropServices;

namespace InfoShare.Screening;

/// <summary>Says of each word of a name what it is: finds phrases and words of the tables, and cuts runs of Han characters apart by them.</summary>
internal static class NameAnalysis
{
    /// <summary>Characters of a name that are read: as many as a record's name may have, and then some.</summary>
    public const int MaxLength = 600;

    /// <summary>Initials of one person.</summary>
    private const int MaxInitials = 3;

    public static ParsedName Parse(string name) => new(CollectionsMarshal.AsSpan(Words(Figures.Cut(SpacedLetters.Join(NameReader.Read(name.Length <= MaxLength ? name : name[..MaxLength]))))));

    private static List<NameWord> Words(List<RawWord> raw)
    {
        var words = new List<NameWord>(raw.Count + 4);
        for (var at = 0; at < raw.Count;)
        {
            if (raw[at].Syllables is not null)
            {
                // One character behind a number means its table word, as 厂 does in 红星17厂.
                HanRun.Cut(raw[at], at > 0 && char.IsAsciiDigit(raw[at - 1].Text[^1]), words);
                at++;
            }
            else
            {
                at += TakePhrase(raw, at, words) is > 0 and var taken ? taken : TakeWord(raw, at, words);
            }
        }

        Figures.Join(words);
        if (raw.Exists(word => word.Letters?.Length is > 1 and <= MaxInitials))
        {
            CutInitials(raw, words);
        }

        return words;
    }

    /// <summary>Letters with full stops beside a person's name, and nothing else, are that person's initials: И.Л. in <c>ИП Тарасенко И.Л.</c></summary>
    private static void CutInitials(List<RawWord> raw, List<NameWord> words)
    {
        var letters = raw.Find(word => word.Letters?.Length is > 1 and <= MaxInitials);
        var at = words.FindIndex(word => word.Kind == WordKind.Plain && word.Text == letters.Text);
        var others = words.Count(word => word.Kind is WordKind.Plain or WordKind.Given) - 1;
        if (at >= 0 && others is 1 or 2 && (IsOfSoleTrader(words) || (words.Count == 2 && at == 1)))
        {
            words.RemoveAt(at);
            words.InsertRange(at, letters.Letters!.Select(letter => NameWord.Of(letter[..1], WordKind.Initial, 0, letters.Script, letters.Bracketed)));
        }
    }

    private static bool IsOfSoleTrader(List<NameWord> words) =>
        words.Exists(word => word.Kind == WordKind.LegalForm && Lexicon.Instance.NameOf(word.Idea).StartsWith("sp.", StringComparison.Ordinal));

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
        var isKnown = (Lexicon.Instance.TryEnd(word, out var known) && IsAtEnd(raw, at, 1)) || Lexicon.Instance.TryWord(word, out known);
        var entry = isKnown && (word.Letters is null || !IsFiller(known.Kind)) ? known : new(KindOf(word, at), 0, false);
        var text = entry switch
        {
            { Kind: WordKind.Initial } => word.Text[..1],
            { Kind: WordKind.Number, Idea: > 0 } => Lexicon.Instance.NameOf(entry.Idea),
            _ => word.Text,
        };
        words.Add(NameWord.Of(text, entry.Kind, entry.Kind == WordKind.Number ? (ushort)0 : entry.Idea, word.Script, word.Bracketed));
        return 1;
    }

    /// <summary>What a letter with a full stop never is.</summary>
    private static bool IsFiller(WordKind kind) => kind is WordKind.Stop or WordKind.Particle;

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
        if (word.Letters?.Length == 1 && char.IsAsciiLetter(word.Text[0]))
        {
            return WordKind.Initial;
        }

        if (word.Text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || (at > 0 && word.Text.Length <= 5 && word.Text.AsSpan().IndexOfAnyExcept("ivx") < 0))
        {
            return WordKind.Number;
        }

        return word.Text.Length == 1 ? WordKind.Initial : WordKind.Plain;
    }
}
