using System.Globalization;

namespace InfoShare.Screening;

/// <summary>Numbers inside names: cut from the word they are written to, put together where they are said in two words, read where they are Roman.</summary>
internal static class Figures
{
    /// <summary>Letters beside figures that are a word, not a code such as A380.</summary>
    private const int ShortestWord = 3;

    /// <summary>Cuts <c>Kargolux24</c> and <c>3Star</c> where the letters end or begin; what has letters on both sides, or few, is a code.</summary>
    public static List<RawWord> Cut(List<RawWord> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] is { Script: WordScript.Alphabet, Letters: null } word && Border(word.Text) is > 0 and var border)
            {
                words[at] = word with { Text = word.Text[..border] };
                words.Insert(at + 1, word with { Text = word.Text[border..] });
                at++;
            }
        }

        return words;
    }

    /// <summary><c>Forty 4</c> and <c>forty-four</c> are 44.</summary>
    public static void Join(List<NameWord> words)
    {
        for (var at = words.Count - 2; at >= 0; at--)
        {
            var (tens, ones) = (words[at], words[at + 1]);
            if (tens is { Kind: WordKind.Number, Text: [>= '2' and <= '9', '0'] } && ones is { Kind: WordKind.Number, Text: [>= '1' and <= '9'] })
            {
                words[at] = NameWord.Of(string.Concat(tens.Text[..1], ones.Text), WordKind.Number, 0, tens.Script, tens.Bracketed);
                words.RemoveAt(at + 1);
            }
        }
    }

    /// <summary>Whether two numbers are one, in figures and in Roman numerals.</summary>
    public static bool AreSame(string one, string other) => IsRomanOf(one, other) || IsRomanOf(other, one);

    private static bool IsRomanOf(string roman, string figures) =>
        int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 && Roman(roman) == value;

    /// <summary>The value of a numeral of I, V and X; 0 if it is none.</summary>
    private static int Roman(string text)
    {
        var (value, last) = (0, 0);
        for (var at = text.Length - 1; at >= 0; at--)
        {
            var letter = text[at] switch { 'i' => 1, 'v' => 5, 'x' => 10, _ => 0 };
            if (letter == 0)
            {
                return 0;
            }

            value += letter < last ? -letter : letter;
            last = letter;
        }

        return value;
    }

    private static int Border(string text)
    {
        if (text.Length <= ShortestWord || char.IsAsciiDigit(text[0]) == char.IsAsciiDigit(text[^1]))
        {
            return 0;
        }

        var figuresFirst = char.IsAsciiDigit(text[0]);
        var border = figuresFirst ? text.AsSpan().IndexOfAnyExceptInRange('0', '9') : text.AsSpan().IndexOfAnyInRange('0', '9');
        var letters = figuresFirst ? text.AsSpan(border) : text.AsSpan(0, border);
        var figures = figuresFirst ? text.AsSpan(0, border) : text.AsSpan(border);
        return letters.Length >= ShortestWord && letters.IndexOfAnyInRange('0', '9') < 0 && figures.IndexOfAnyExceptInRange('0', '9') < 0 ? border : 0;
    }
}
