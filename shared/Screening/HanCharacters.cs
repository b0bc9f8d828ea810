namespace InfoShare.Screening;

/// <summary>Han characters as such: folding them to syllables hides that names of one sound may be other companies.</summary>
internal static class HanCharacters
{
    /// <summary>By character; 0 where it stays.</summary>
    private static readonly char[] SimplifiedOf = Load();

    /// <summary>The character in simplified writing: two names that differ in nothing else are one.</summary>
    public static char Simplify(char character) => SimplifiedOf[character] is not '\0' and var simplified ? simplified : character;

    private static char[] Load()
    {
        var table = new char[char.MaxValue + 1];
        foreach (var line in TableFile.Lines("simplified.txt"))
        {
            for (var at = 0; at + 1 < line.Length; at += 3)
            {
                table[line[at]] = line[at + 1];
            }
        }

        return table;
    }
}
