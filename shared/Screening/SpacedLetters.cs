namespace InfoShare.Screening;

/// <summary>A word that is written with a space behind every letter, as on a sign or by somebody who would rather not be found, is one word.</summary>
internal static class SpacedLetters
{
    /// <summary>Fewer are initials, or a legal form.</summary>
    private const int Fewest = 5;

    public static List<RawWord> Join(List<RawWord> words)
    {
        for (var at = 0; at + Fewest <= words.Count; at++)
        {
            var count = 0;
            while (at + count < words.Count && IsLetter(words[at + count]))
            {
                count++;
            }

            if (count >= Fewest)
            {
                words[at] = words[at] with { Text = string.Concat(words.GetRange(at, count).Select(word => word.Text)) };
                words.RemoveRange(at + 1, count - 1);
            }
            else
            {
                at += count;
            }
        }

        return words;
    }

    private static bool IsLetter(in RawWord word) => word.Script == WordScript.Alphabet && word.Letters is null && word.Text.Length == 1 && char.IsAsciiLetter(word.Text[0]);
}
