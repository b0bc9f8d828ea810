using System.Globalization;
using System.Text;

namespace InfoShare.Text;

/// <summary>Tells the characters that show from those that do not.</summary>
public static class Visible
{
    /// <summary>Letters and symbols by category that fonts draw as nothing: the fillers of Hangul, and Braille's empty pattern.</summary>
    private static readonly int[] Fillers = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0];

    /// <summary>Whether anything of the text shows.</summary>
    public static bool Any(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Shows(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first format character: a mark of direction, a zero-width character, a soft hyphen; null if there is none.</summary>
    public static Rune? FirstFormat(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
            {
                return rune;
            }
        }

        return null;
    }

    /// <summary>The text without format characters and without marks, which change how others look.</summary>
    public static string WithoutMarks(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                plain.Append(units[..rune.EncodeToUtf16(units)]);
            }
        }

        return plain.ToString();
    }

    private static bool Shows(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && Array.IndexOf(Fillers, rune.Value) < 0;
}
