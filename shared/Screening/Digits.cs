namespace InfoShare.Screening;

/// <summary>Digits that stand for letters inside a word (<c>Ig0r</c>), which only somebody who hides writes.</summary>
internal static class Digits
{
    public static string Mend(string word)
    {
        if (word.Length < 4 || word.AsSpan().IndexOfAnyInRange('0', '9') < 0)
        {
            return word;
        }

        var letters = word.Count(char.IsAsciiLetter);
        return letters < 3 || letters < word.Length - 2 || (!char.IsAsciiLetter(word[^1]) && !IsLastO(word)) || !char.IsAsciiLetter(word[0]) ? word : string.Create(word.Length, word, static (span, source) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                span[at] = source[at] switch { '0' => 'o', '1' => 'i', '3' => 'e', '5' => 's', var other => other };
            }
        });
    }

    /// <summary>A lone 0 at the end is an o (<c>Carg0</c>); behind another figure it is a number's.</summary>
    private static bool IsLastO(string word) => word[^1] == '0' && char.IsAsciiLetter(word[^2]);
}
