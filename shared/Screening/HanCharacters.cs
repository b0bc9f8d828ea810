using System.Text;
using InfoShare.Text;

namespace InfoShare.Screening;

/// <summary>What folding to syllables hides: names of the same sound that are written in other characters may be other companies.</summary>
internal static class HanCharacters
{
    /// <summary>Of two such names. Simplified and traditional spellings of one name score so as well.</summary>
    public static NameScore SoundAlike { get; } =
        new(0.96, [new("sounds-alike", -0.04, "The names sound the same, and are written in other characters.")]);

    /// <summary>Whether both texts have Han characters, and not the same ones in the same order.</summary>
    public static bool Differ(string one, string other)
    {
        var (han, others) = (Of(one), Of(other));
        return han.Length > 0 && others.Length > 0 && !string.Equals(han, others, StringComparison.Ordinal);
    }

    private static string Of(string text)
    {
        var han = new StringBuilder();
        foreach (var rune in Normal.Nfkc(text).EnumerateRunes())
        {
            if (rune.Value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x323AF))
            {
                han.Append(rune);
            }
        }

        return han.ToString();
    }
}
