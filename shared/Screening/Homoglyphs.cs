using System.Collections.Frozen;

namespace InfoShare.Screening;

/// <summary>Letters that look like others, from <c>tables/homoglyphs.txt</c>: a Cyrillic С inside a Latin word is a C, and the other way round.</summary>
internal static class Homoglyphs
{
    private const int LongestLookalike = 64;

    private static readonly FrozenDictionary<char, char> ToLatinTable = Load(latin: true);

    private static readonly FrozenDictionary<char, char> ToCyrillicTable = Load(latin: false);

    /// <summary>The word in one alphabet, if it mixes Latin with Cyrillic or Greek letters and one of them has letters of its own.</summary>
    public static string Mend(string word)
    {
        var (latin, other) = (0, 0);
        foreach (var letter in word)
        {
            latin += char.IsAsciiLetter(letter) && !ToCyrillicTable.ContainsKey(letter) ? 1 : 0;
            other += letter is >= '\u0370' and <= '\u052f' && !ToLatinTable.ContainsKey(letter) ? 1 : 0;
        }

        var table = latin >= other ? ToLatinTable : ToCyrillicTable;
        return string.Create(word.Length, (word, table), static (span, all) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                span[at] = all.table.GetValueOrDefault(all.word[at], all.word[at]);
            }
        });
    }

    /// <summary>The Latin word that a Cyrillic one looks like in its every letter, or null.</summary>
    public static string? Lookalike(ReadOnlySpan<char> word)
    {
        Span<char> latin = stackalloc char[Math.Min(word.Length, LongestLookalike)];
        for (var at = 0; at < word.Length; at++)
        {
            if (at == LongestLookalike || !ToLatinTable.TryGetValue(word[at], out latin[at]))
            {
                return null;
            }
        }

        return latin.ToString();
    }

    private static FrozenDictionary<char, char> Load(bool latin)
    {
        var table = new Dictionary<char, char>();
        foreach (var pair in TableFile.Lines("homoglyphs.txt").SelectMany(line => line.Split(' ')))
        {
            table.TryAdd(pair[latin ? 0 : 1], pair[latin ? 1 : 0]);
        }

        return table.ToFrozenDictionary();
    }
}
