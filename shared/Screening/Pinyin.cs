using System.Buffers;

namespace InfoShare.Screening;

/// <summary>Words that are Chinese syllables in Latin letters: one syllable more or other is another word there, however few letters it is.</summary>
internal static class Pinyin
{
    private const int LongestSyllable = 6;

    private const int MaxLength = 40;

    /// <summary>What begins or ends hardly a syllable in a word of another language that is made of such syllables.</summary>
    private static readonly string[] Beginnings = ["x", "q", "zh"];

    private static readonly string[] Endings = ["ng", "ui", "uo", "ian", "iao", "uan", "iu"];

    private static readonly HashSet<string> Syllables = TableFile.Lines("palladius.txt").Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> FirstLetters = SearchValues.Create([.. Syllables.Select(syllable => syllable[0]).Distinct()]);

    private static readonly SearchValues<char> LastLetters = SearchValues.Create([.. Syllables.Select(syllable => syllable[^1]).Distinct()]);

    private static readonly HashSet<(string, string)> Readings = [.. TableFile.Lines("readings.txt").Select(line => line.Split(' ')).SelectMany(parts => new[] { (parts[0], parts[1]), (parts[1], parts[0]) })];

    /// <summary>
    /// How many syllables the words have, and in how many they differ; false if one of them is no Chinese word. A nasal at the end
    /// (<c>xin</c>, <c>xing</c>) is half a difference, since ears and keyboards confuse them.
    /// </summary>
    /// <param name="isRead">One of them was read from Han characters: as many syllables are then no chance, and one may be another reading.</param>
    public static bool TryCompare(string one, string other, out float difference, bool isRead = false)
    {
        difference = 0;
        Span<byte> ends = stackalloc byte[MaxLength];
        Span<byte> otherEnds = stackalloc byte[MaxLength];
        if (Split(one, ends) is not (> 0 and var count) || Split(other, otherEnds) is not (> 0 and var otherCount))
        {
            return false;
        }

        var isChinese = isRead && count == otherCount ? count > 1 : count > 1 && otherCount > 1 && HasMark(one, ends[..count]) && HasMark(other, otherEnds[..otherCount]);
        if (!isChinese)
        {
            return false;
        }

        difference = Math.Abs(count - otherCount);
        for (var (at, from, otherFrom) = (0, 0, 0); at < Math.Min(count, otherCount); at++)
        {
            var (syllable, otherSyllable) = (one[from..ends[at]], other[otherFrom..otherEnds[at]]);
            difference += isRead && Readings.Contains((syllable, otherSyllable)) ? 0 : Difference(syllable, otherSyllable);
            (from, otherFrom) = (ends[at], otherEnds[at]);
        }

        return true;
    }

    /// <summary>Writes where each syllable ends; returns how many there are, 0 if the word is none of them.</summary>
    public static int Split(ReadOnlySpan<char> word, Span<byte> ends)
    {
        if (word.Length is 0 or > MaxLength || !BeginsAndEnds(word))
        {
            return 0;
        }

        // Of each place: how few syllables there are from it to the end, and how long the first of them is.
        Span<int> fewest = stackalloc int[word.Length + 1];
        Span<int> first = stackalloc int[word.Length + 1];
        var lookUp = Syllables.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = word.Length - 1; at >= 0; at--)
        {
            fewest[at] = int.MaxValue;
            for (var length = Math.Min(LongestSyllable, word.Length - at); length > 0; length--)
            {
                // A vowel alone begins a word, or has an apostrophe before it.
                if ((length > 1 || at == 0) && fewest[at + length] < fewest[at] - 1 && lookUp.Contains(word.Slice(at, length)))
                {
                    (fewest[at], first[at]) = (fewest[at + length] + 1, length);
                }
            }
        }

        if (fewest[0] == int.MaxValue)
        {
            return 0;
        }

        var count = 0;
        for (var at = first[0]; ; at += first[at])
        {
            ends[count++] = (byte)at;
            if (at == word.Length)
            {
                return count;
            }
        }
    }

    /// <summary>A look at two letters, which spares most words of other languages the search.</summary>
    private static bool BeginsAndEnds(ReadOnlySpan<char> word) => FirstLetters.Contains(word[0]) && LastLetters.Contains(word[^1]);

    private static bool HasMark(ReadOnlySpan<char> word, ReadOnlySpan<byte> ends)
    {
        var from = 0;
        foreach (var end in ends)
        {
            if (StartsWithAny(word[from..end], Beginnings) || EndsWithAny(word[from..end], Endings))
            {
                return true;
            }

            from = end;
        }

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> syllable, string[] marks)
    {
        foreach (var mark in marks)
        {
            if (syllable.StartsWith(mark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> syllable, string[] marks)
    {
        foreach (var mark in marks)
        {
            if (syllable.EndsWith(mark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static float Difference(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        one.SequenceEqual(other) ? 0 : WithoutNasal(one).SequenceEqual(WithoutNasal(other)) && one[^1] is 'n' or 'g' && other[^1] is 'n' or 'g' ? 0.5f : 1;

    private static ReadOnlySpan<char> WithoutNasal(ReadOnlySpan<char> syllable) => syllable[^1] == 'g' ? syllable[..^1] : syllable;
}
