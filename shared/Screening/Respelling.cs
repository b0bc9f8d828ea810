using System.Text;
using InfoShare.Text;

namespace InfoShare.Screening;

/// <summary>
/// A Cyrillic name as it would be written in Latin letters if its words are foreign ones: Chinese by Palladius, English by sound, letters by
/// their names, or letters that only look Cyrillic. A second way to read the name; as it stands it is read, too.
/// </summary>
internal ref struct Respelling
{
    private readonly string _text;

    private readonly StringBuilder _respelt;

    /// <summary>Names of letters that stand one after the other: from where in the result on, what they spell, how many there are.</summary>
    private (int From, string Letters, int Count, bool IsSure) _letters;

    private bool _isChanged;

    private Respelling(string text) => (_text, _respelt) = (text, new(text.Length));

    /// <summary>The other spelling; null if there is none.</summary>
    public static string? Of(string name)
    {
        if (name.AsSpan().IndexOfAnyInRange('\u0400', '\u045f') < 0)
        {
            return null;
        }

        var respelling = new Respelling(Normal.Nfkc(name).ToLowerInvariant());
        return respelling.Run();
    }

    private string? Run()
    {
        var isLookalike = IsLookalike();
        for (var at = 0; at < _text.Length;)
        {
            var end = at;
            while (end < _text.Length && IsCyrillic(_text[end]))
            {
                end++;
            }

            if (end > at)
            {
                Take(_text.AsSpan(at, end - at), isLookalike);
                at = end;
            }
            else
            {
                TakeOther(_text[at++]);
            }
        }

        EndLetters();
        return _isChanged ? _respelt.ToString() : null;
    }

    private void Take(ReadOnlySpan<char> word, bool isLookalike)
    {
        if (CyrillicTables.Spelled(word, out var isSure) is { } letters)
        {
            _letters = _letters.Count > 0 ? _letters with { Letters = _letters.Letters + letters, Count = _letters.Count + letters.Length, IsSure = _letters.IsSure || isSure }
                : (_respelt.Length, letters, letters.Length, isSure);
        }
        else
        {
            EndLetters();
        }

        _respelt.Append(Respelt(word, isLookalike) is { } other ? other : word);
    }

    private void TakeOther(char mark)
    {
        if (mark is not (' ' or '-'))
        {
            EndLetters();
        }

        _respelt.Append(mark);
    }

    /// <summary>Two or more names of letters are an abbreviation: what was written of them is taken back.</summary>
    private void EndLetters()
    {
        if (_letters is { Count: > 1, IsSure: true })
        {
            var space = _respelt.Length > 0 && _respelt[^1] == ' ';
            _respelt.Length = _letters.From;
            _respelt.Append(_letters.Letters).Append(space ? " " : "");
            _isChanged = true;
        }

        _letters = default;
    }

    private string? Respelt(ReadOnlySpan<char> word, bool isLookalike)
    {
        var respelt = isLookalike && Homoglyphs.Lookalike(word) is { } lookalike ? lookalike
            : IsKnown(word) ? null
            : CyrillicTables.Loanwords.TryGetValue(word.ToString(), out var loanword) ? loanword
            : CyrillicTables.Pinyin(word, out var syllables) is { } pinyin && syllables > 1 ? pinyin : null;
        _isChanged |= respelt is not null;
        return respelt;
    }

    /// <summary>Whether the tables know the word as it stands: another spelling would say nothing new.</summary>
    private static bool IsKnown(ReadOnlySpan<char> word) => NameReader.Read(word.ToString()) is [var read, ..] && Lexicon.Instance.TryWord(read, out _);

    /// <summary>Whether letters that look Latin may be meant so: others of the name are Latin, or none is anything else.</summary>
    private readonly bool IsLookalike()
    {
        var (latin, own) = (false, false);
        foreach (var letter in _text)
        {
            latin |= char.IsAsciiLetter(letter);
            own |= IsCyrillic(letter) && Homoglyphs.Lookalike([letter]) is null;
        }

        return latin || !own;
    }

    private static bool IsCyrillic(char letter) => letter is >= '\u0400' and <= '\u04ff';
}
