namespace InfoShare.Screening;

/// <summary>How Cyrillic texts spell foreign words: Chinese syllables by Palladius, English words and letters by their sound.</summary>
internal static class CyrillicTables
{
    private const int LongestPart = 8;

    /// <summary>Pinyin by Palladius' spelling.</summary>
    private static readonly Dictionary<string, string> Syllables = Load("palladius.txt");

    /// <summary>English words by their Cyrillic spelling.</summary>
    public static readonly Dictionary<string, string> Loanwords = Load("loanwords.txt");

    /// <summary>English letters by their names; the value ends with <c>!</c> where no other word has the name by chance.</summary>
    private static readonly Dictionary<string, string> Letters = Load("letter-names.txt");

    /// <summary>The word in pinyin, if all of it is Chinese syllables.</summary>
    /// <param name="syllables">How many there are.</param>
    public static string? Pinyin(ReadOnlySpan<char> word, out int syllables)
    {
        var parts = Split(word, Syllables, 'ъ');
        syllables = parts?.Count ?? 0;
        return parts is null ? null : string.Concat(parts);
    }

    /// <summary>The letters that the word names, if it names nothing else; <paramref name="isSure"/> if one of them can be nothing but a letter.</summary>
    public static string? Spelled(ReadOnlySpan<char> word, out bool isSure)
    {
        var letters = Split(word, Letters, '\0') is { } parts ? string.Concat(parts) : null;
        isSure = letters?.Contains('!', StringComparison.Ordinal) ?? false;
        return letters?.Replace("!", "", StringComparison.Ordinal);
    }

    /// <summary>What the parts stand for, as few and long ones as there can be; null if they are not the whole word.</summary>
    private static List<string>? Split(ReadOnlySpan<char> word, Dictionary<string, string> table, char between)
    {
        const int MaxLength = 40;
        if (word.Length is 0 or > MaxLength)
        {
            return null;
        }

        // Of each place: how few parts there are from it to the end, and how long the first of them is.
        Span<int> fewest = stackalloc int[word.Length + 1];
        Span<int> first = stackalloc int[word.Length + 1];
        var lookUp = table.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = word.Length - 1; at >= 0; at--)
        {
            fewest[at] = word[at] == between ? fewest[at + 1] : int.MaxValue;
            for (var length = Math.Min(LongestPart, word.Length - at); length > 0; length--)
            {
                if (fewest[at + length] < fewest[at] - 1 && lookUp.ContainsKey(word.Slice(at, length)))
                {
                    (fewest[at], first[at]) = (fewest[at + length] + 1, length);
                }
            }
        }

        return fewest[0] == int.MaxValue ? null : Parts(word, first, lookUp);
    }

    private static List<string> Parts(ReadOnlySpan<char> word, ReadOnlySpan<int> first, Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookUp)
    {
        var parts = new List<string>();
        for (var at = 0; at < word.Length; at += Math.Max(1, first[at]))
        {
            if (first[at] > 0)
            {
                parts.Add(lookUp[word.Slice(at, first[at])]);
            }
        }

        return parts;
    }

    private static Dictionary<string, string> Load(string file)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in TableFile.Lines(file))
        {
            var equals = line.IndexOf(" = ", StringComparison.Ordinal);
            foreach (var spelling in line[(equals + 3)..].Split(", "))
            {
                table.TryAdd(spelling.TrimEnd('!'), spelling.EndsWith('!') ? line[..equals] + "!" : line[..equals]);
            }
        }

        return table;
    }
}
