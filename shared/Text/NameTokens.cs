using System.Globalization;
using System.Text;

namespace InfoShare.Text;

/// <summary>
/// A name as its words, for comparing: compatibility composition, lower case, apostrophes and full stops removed, every other punctuation a
/// space. Scripts written without spaces give one word per character, so that a part of a Chinese name finds the whole.
/// </summary>
public static class NameTokens
{
    public static IReadOnlyList<string> Of(string name)
    {
        var tokens = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Normal.Nfkc(name).ToLowerInvariant().EnumerateRunes())
        {
            if (IsIdeographic(rune))
            {
                Flush(tokens, word);
                tokens.Add(rune.ToString());
            }
            else if (BelongsToWord(rune))
            {
                word.Append(rune.ToString());
            }
            else if (!IsDropped(rune))
            {
                Flush(tokens, word);
            }
        }

        Flush(tokens, word);
        return tokens;
    }

    private static void Flush(List<string> tokens, StringBuilder word)
    {
        if (word.Length > 0)
        {
            tokens.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool BelongsToWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsDropped(Rune rune) => rune.Value is '.' or '\'' or '’' or 'ʼ' or '`';

    private static bool IsIdeographic(Rune rune) =>
        rune.Value is (>= 0x3040 and <= 0x30ff) or (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}
