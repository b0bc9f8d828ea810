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

    private readonly List<string> _characters = [];

    /// <summary>Of letters with full stops: where in the word each of them ends.</summary>
    private readonly List<int> _stops = [];

    private int _letters;

    private int _depth;

    private bool _latin;

    private bool _other;

    private bool _abjad;

    private NameReader(string text, List<RawWord> words) => (_text, _words) = (text, words);

    public static List<RawWord> Read(string name)
    {
        var words = new List<RawWord>();
        new NameReader(Normal.Nfkc(WithoutMarks(name)).ToLowerInvariant(), words).Run();
        return words;
    }

    /// <summary>Marks of trade, which composition would make letters of.</summary>
    private static string WithoutMarks(string name) => name.AsSpan().IndexOfAny('™', '℠') < 0 ? name : name.Replace('™', ' ').Replace('℠', ' ');

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
            _abjad |= LeavesVowelsOut(rune.Value);
            _other |= rune.Value is >= 0x370 and <= 0x52f;
            Append(rune);
        }
        else if (!IsDropped(rune) && !IsHebrewAbbreviation(rune))
        {
            TakeMark(rune.Value);
        }
    }

    private void Append(Rune rune)
    {
        if (_letters == 1 && _stops.Count > 0 && !IsMark(rune))
        {
            EndLetters();
        }

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
        var simplified = rune.IsBmp ? new Rune(HanCharacters.Simplify((char)rune.Value)) : rune;
        var syllable = Transliteration.Instance.Of(simplified.Value);
        if (syllable.Length > 0)
        {
            _syllables.Add(syllable);
            _characters.Add(simplified.ToString());
        }
    }

    private void TakeMark(int mark)
    {
        if (mark == '.' && _letters > 0 && IsShort())
        {
            // A letter of an abbreviation: the next one goes on with it, a longer word does not.
            _stops.Add(_word.Length);
            _letters = 0;
            return;
        }

        End();
        _depth = mark is '(' or '[' or '（' ? 1 : mark is ')' or ']' or '）' ? 0 : _depth;
        if (mark is '&' or '+' or '%')
        {
            _words.Add(new(mark == '%' ? "percent" : "and", WordScript.Alphabet, _depth > 0, null));
        }
    }

    /// <summary>A second letter without a full stop: the one before it begins a word of its own.</summary>
    private void EndLetters()
    {
        var (first, latin, other, abjad) = (_word.ToString(_stops[^1], _word.Length - _stops[^1]), _latin, _other, _abjad);
        _word.Length = _stops[^1];
        EndWord();
        _word.Append(first);
        (_latin, _other, _abjad, _letters) = (latin, other, abjad, 1);
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
                _words.Add(new(Digits.Mend(text), _abjad ? WordScript.Abjad : WordScript.Alphabet, _depth > 0, null) { Letters = _stops.Count > 0 ? Letters(source) : null });
            }

            _word.Clear();
            _stops.Clear();
        }

        (_latin, _other, _abjad, _letters) = (false, false, false, 0);
    }

    private void EndHan()
    {
        if (_syllables.Count > 0)
        {
            _words.Add(new(string.Concat(_syllables), WordScript.Han, _depth > 0, [.. _syllables]) { Characters = [.. _characters] });
            _syllables.Clear();
            _characters.Clear();
        }
    }

    private readonly string[] Letters(string source)
    {
        var (letters, from) = (new List<string>(), 0);
        foreach (var stop in _stops.Append(source.Length))
        {
            if (stop > from)
            {
                letters.Add(Ascii(source[from..stop]));
                from = stop;
            }
        }

        return [.. letters];
    }

    /// <summary>The Arabic article goes with so many words that it tells nothing; nor does <c>for the</c>, <c>and the</c> or <c>with the</c>.</summary>
    private static string WithoutArticle(string word) => word.Length > 4 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..]
        : word.Length > 4 && word.StartsWith("لل", StringComparison.Ordinal) ? word[2..]
        : word.Length > 5 && (word.StartsWith("وال", StringComparison.Ordinal) || word.StartsWith("بال", StringComparison.Ordinal)) ? word[3..]
        : word;

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

    /// <summary>Hebrew, Arabic and their kin; and the scripts of India and South-East Asia, whose letters have vowels that are not written.</summary>
    private static bool LeavesVowelsOut(int value) =>
        value is (>= 0x0590 and <= 0x0eff) or (>= 0x1000 and <= 0x109f) or (>= 0x1780 and <= 0x17ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff);

    private static bool IsHan(int value) => value is (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x2ffff);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Two strokes inside a Hebrew word mark an abbreviation, as in בע״מ.</summary>
    private readonly bool IsHebrewAbbreviation(Rune rune) => rune.Value is '"' or 0x05f4 or 0x05f3 && _word.Length > 0 && _word[^1] is >= '\u05d0' and <= '\u05ea';

    private static bool IsDropped(Rune rune) => rune.Value is '\'' or '’' or 'ʼ' or '`' or '‘' or '´' or '"' or '“' or '”' or '«' or '»'
        ? rune.Value is '\'' or '’' or 'ʼ' or '`' or '´' or '‘'
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control && !Rune.IsWhiteSpace(rune);
}
