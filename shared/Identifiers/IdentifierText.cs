using System.Buffers;
using System.Globalization;
using System.Text;
using InfoShare.Text;

namespace InfoShare.Identifiers;

/// <summary>The steps that canonical forms are made of.</summary>
internal static class IdentifierText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// NFKC, without white space at the ends and without invisible format characters (which come with copying out of documents); other
    /// white space, tabs and line ends too, as spaces. False: a control character or a lone surrogate, which no identifier holds.
    /// </summary>
    public static bool TryNormalize(string value, out string text)
    {
        if (!value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            text = value.Trim();
            return true;
        }

        var visible = new StringBuilder(value.Length);
        Span<char> units = stackalloc char[2];
        text = "";
        var rest = value.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
            if (Rune.IsWhiteSpace(rune))
            {
                visible.Append(' ');
            }
            else if (Rune.IsControl(rune))
            {
                return false;
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                visible.Append(units[..rune.EncodeToUtf16(units)]);
            }
        }

        text = Normal.Nfkc(visible.ToString()).Trim();
        return true;
    }

    /// <summary>Upper-case, in NFKC.</summary>
    public static string Upper(string text) => Normal.Nfkc(text.ToUpperInvariant());

    /// <summary>Lower-case, in NFKC.</summary>
    public static string Lower(string text) => Normal.Nfkc(text.ToLowerInvariant());

    /// <summary>Upper-case without white space, dots and hyphens.</summary>
    public static string Compact(string text) => Upper(text.AsSpan().ContainsAnyExcept(Plain) ? string.Concat(text.Where(unit => !IsSeparator(unit))) : text);

    /// <summary>Each run of white space as one space.</summary>
    public static string SingleSpaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether every character is an ASCII digit or capital letter.</summary>
    public static bool IsCapitalsAndDigits(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (!char.IsAsciiDigit(unit) && !char.IsAsciiLetterUpper(unit))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Hyphen-minus, the dashes of U+2010 to U+2015, and the minus sign.</summary>
    public static bool IsHyphen(char unit) => unit is '-' or (>= '\u2010' and <= '\u2015') or '\u2212';

    private static bool IsSeparator(char unit) => unit is '.' || IsHyphen(unit) || char.IsWhiteSpace(unit);
}
