using System.Globalization;
using System.Text;
using InfoShare.Text;

namespace InfoShare.Screening;

/// <summary>
/// Reads a name into words: compatibility composition, lower case, one alphabet per word, everything in ASCII by the committed table. Full
/// stops join single letters and part others, apostrophes vanish, all else that is no letter, mark or digit parts words. Characters that do
/// not show are dropped. Time is linear in the length, but for runs of combining marks, which normalisation sorts.
/// </summary>
internal ref struct NameReader
{
    private readonly string _text;

    private readonly List<RawWord> _words;

    private readonly StringBuilder _word = new();

    private readonly List<string> _syllables = [];

    private int _letters;

    private int _depth;

    private bool _latin;

    private bool _other;

    private bool _abjad;

    private NameReader(string text, List<RawWord> words) => (_text, _words) = (text, words);

    public static List<RawWord> Read(string name)
    {
        var words = new List<RawWord>();
        new NameReader(Normal.Nfkc(name).ToLowerInvariant(), words).Run();
        return words;
    }

    private void Run()
    {
        foreach (var rune in _text.EnumerateRunes())
        {
            Take(rune);
        }

        End();
    }

    private void Take(Rune rune)
    {
        if (rune.Value is >= 'a' and <= 'z' or >= '0' and <= '9')
        {
            EndHan();
            _latin = true;
            Append(rune);
        }
        else if (IsHan(rune.Value))
        {
            TakeHan(rune);
        }
        else if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
        {
            EndHan();
            _abjad |= rune.Value is (>= 0x0590 and <= 0x08ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff);
            _other |= rune.Value is >= 0x370 and <= 0x52f;
            Append(rune);
        }
        else if (!IsDropped(rune))
        {
            TakeMark(rune.Value);
        }
    }

    private void Append(Rune rune)
    {
        if (rune.IsBmp)
        {
            _word.Append((char)rune.Value);
        }
        else
        {
            _word.Append(rune.ToString());
        }

        _letters += IsMark(rune) ? 0 : 1;
    }

    private void TakeHan(Rune rune)
    {
        EndWord();
        var syllable = Transliteration.Instance.Of(rune.Value);
        if (syllable.Length > 0)
        {
            _syllables.Add(syllable);
        }
    }

    private void TakeMark(int mark)
    {
        if (mark == '.' && _letters > 0 && IsShort())
        {
            // A letter of an abbreviation: the next one goes on with it, a longer word does not.
            _letters = 0;
            return;
        }

        End();
        _depth = mark is '(' or '[' or '（' ? 1 : mark is ')' or ']' or '）' ? 0 : _depth;
        if (mark is '&' or '+')
        {
            _words.Add(new("and", WordScript.Alphabet, _depth > 0, null));
        }
    }

    private readonly bool IsShort() => _letters == 1;

    private void End()
    {
        EndWord();
        EndHan();
    }

    private void EndWord()
    {
        if (_word.Length > 0)
        {
            var source = _word.ToString();
            var text = Ascii(_latin && _other ? Homoglyphs.Mend(source) : WithoutArticle(source));
            if (text.Length > 0)
            {
                _words.Add(new(Digits.Mend(text), _abjad ? WordScript.Abjad : WordScript.Alphabet, _depth > 0, null));
            }

            _word.Clear();
        }

        (_latin, _other, _abjad, _letters) = (false, false, false, 0);
    }

    private void EndHan()
    {
        if (_syllables.Count > 0)
        {
            _words.Add(new(string.Concat(_syllables), WordScript.Han, _depth > 0, [.. _syllables]));
            _syllables.Clear();
        }
    }

    /// <summary>The Arabic article goes with so many words that it tells nothing.</summary>
    private static string WithoutArticle(string word) => word.Length > 4 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word;

    private static string Ascii(string word)
    {
        if (System.Text.Ascii.IsValid(word))
        {
            return word;
        }

        var ascii = new StringBuilder(word.Length + 8);
        foreach (var rune in word.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                ascii.Append((char)rune.Value);
            }
            else
            {
                ascii.Append(Transliteration.Instance.Of(rune.Value));
            }
        }

        return ascii.ToString();
    }

    private static bool IsHan(int value) => value is (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x2ffff);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsDropped(Rune rune) => rune.Value is '\'' or '’' or 'ʼ' or '`' or '‘' or '´' or '"' or '“' or '”' or '«' or '»'
        ? rune.Value is '\'' or '’' or 'ʼ' or '`' or '´' or '‘'
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control && !Rune.IsWhiteSpace(rune);
}
