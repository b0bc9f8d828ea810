using System.Collections.Frozen;

namespace InfoShare.Screening;

/// <summary>Han characters as such: folding them to syllables hides that names of one sound may be other companies.</summary>
internal static class HanCharacters
{
    private static readonly FrozenDictionary<char, char> SimplifiedOf = TableFile.Lines("simplified.txt")
        .SelectMany(line => line.Split(' ')).DistinctBy(pair => pair[0]).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The character in simplified writing: two names that differ in nothing else are one.</summary>
    public static char Simplify(char character) => SimplifiedOf.GetValueOrDefault(character, character);

    /// <summary>Whether a text has any.</summary>
    public static bool Has(string text)
    {
        foreach (var letter in text)
        {
            if (letter is >= '\u3400' and <= '\u9fff' or >= '\ud840' and <= '\ud8ff')
            {
                return true;
            }
        }

        return false;
    }
}
