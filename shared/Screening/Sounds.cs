using System.Numerics;

namespace InfoShare.Screening;

/// <summary>
/// What is left of a word when the ways of spelling one sound are made one: ГОСТ, BGN and ISO 9 give a Cyrillic name different Latin letters,
/// as Pinyin and Wade-Giles, or the romanisations of Arabic, do.
/// </summary>
internal static class Sounds
{
    private static readonly (string From, string To)[] Spellings =
    [
        ("shch", "x"), ("tsch", "c"), ("sch", "x"), ("tch", "c"), ("dzh", "j"), ("ch", "c"), ("sh", "x"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
        ("ph", "f"), ("th", "t"), ("ts", "c"), ("tz", "c"), ("cz", "c"), ("sz", "x"), ("dj", "j"), ("ck", "k"), ("ks", "x"), ("ou", "u"), ("oo", "u"),
        ("ee", "i"), ("ij", "i"), ("iy", "i"), ("yy", "i"), ("yi", "i"), ("aa", "a"), ("ae", "e"), ("oe", "o"), ("ue", "u"), ("ye", "e"), ("ie", "e"),
        ("je", "e"), ("ia", "a"), ("ya", "a"), ("ja", "a"), ("iu", "u"), ("yu", "u"), ("ju", "u"), ("yo", "o"), ("io", "o"),
    ];

    private static readonly (string From, string To)[][] ByLetter =
        [.. Enumerable.Range('a', 26).Select(letter => Spellings.Where(each => each.From[0] == letter).ToArray())];

    /// <summary>Which letters come second in the spellings that begin with a letter: most pairs begin none.</summary>
    private static readonly uint[] Seconds = [.. ByLetter.Select(spellings => Letters(string.Concat(spellings.Select(each => each.From[1]))))];

    /// <summary>The word by its sounds; digits stay as they are.</summary>
    public static string Fold(string word)
    {
        Span<char> buffer = word.Length <= 64 ? stackalloc char[64] : new char[word.Length];
        var text = buffer[..Fold(word, buffer)];
        return text.SequenceEqual(word) ? word : text.ToString();
    }

    /// <summary>Writes the word by its sounds into a buffer at least as long as it is; returns how long that is.</summary>
    public static int Fold(ReadOnlySpan<char> word, Span<char> buffer)
    {
        var (length, at) = (0, 0);
        while (at < word.Length)
        {
            var (from, to) = At(word, at);
            at += from;
            if (length == 0 || buffer[length - 1] != to)
            {
                buffer[length++] = to;
            }
        }

        return length > 3 && buffer[length - 1] == 'h' ? length - 1 : length;
    }

    /// <summary>Which letters a text has, a bit for each; digits share bits with some of them.</summary>
    public static uint Letters(ReadOnlySpan<char> text)
    {
        var letters = 0u;
        foreach (var letter in text)
        {
            letters |= 1u << (letter & 31);
        }

        return letters;
    }

    /// <summary>Whether words of an alphabet with these letters by their sounds may be spellings of one another: nearly all that are not fail here.</summary>
    /// <param name="longer">Letters of the longer one.</param>
    public static bool MayBeAlike(uint letters, uint others, int longer) => BitOperations.PopCount(letters ^ others) <= 2 * (longer >= 12 ? 3 : 2);

    /// <summary>The word's consonants by class, twins one; what transliterations of one name nearly always share.</summary>
    /// <param name="script">In a script without vowels two consonants that meet are two letters, never a digraph.</param>
    public static string Skeleton(string word, WordScript script = WordScript.Alphabet)
    {
        Span<char> buffer = word.Length <= 64 ? stackalloc char[64] : new char[word.Length];
        var length = 0;
        for (var at = 0; at < word.Length; at++)
        {
            var consonant = script == WordScript.Abjad ? ClassOfAbjad(word, at) : Class(word, at);
            if (consonant != '\0' && (length == 0 || buffer[length - 1] != consonant))
            {
                buffer[length++] = consonant;
            }
        }

        return buffer[..length].ToString();
    }

    /// <summary>
    /// Consonants and half-vowels that nearly every spelling of a short word of a script without vowels keeps: how it begins, be it with a
    /// vowel, w, y or h, then its consonants by class, one by one (two of a kind are one where vowels are written), and h where it is no part of a digraph or the end.
    /// </summary>
    public static string Frame(string word, WordScript script = WordScript.Alphabet)
    {
        Span<char> buffer = word.Length < 64 ? stackalloc char[64] : new char[word.Length + 1];
        var length = 0;
        for (var at = 0; at < word.Length; at++)
        {
            var letter = word[at] switch
            {
                'h' => at == 0 || (at + 1 < word.Length && IsOwnH(word, at)) ? 'h' : '\0',
                'w' or 'y' => at == 0 ? word[at] : '\0',
                'a' or 'e' or 'i' or 'o' or 'u' => at == 0 ? 'a' : '\0',
                'p' => 'b',
                _ => Class(word, at),
            };
            if (letter != '\0' && (at == 0 || letter == 'h' || script == WordScript.Abjad || word[at] != word[at - 1]))
            {
                buffer[length++] = letter;
            }
        }

        return buffer[..length].ToString();
    }

    /// <summary>Whether a word in Latin letters may begin with the Arabic article, written to it.</summary>
    public static bool HasArticle(string word) => word.Length > 5 && word[1] == 'l' && word[0] is 'a' or 'e';

    /// <summary>An h that is no part of a digraph.</summary>
    private static bool IsOwnH(string word, int at) => word[at - 1] == 'h' ? at > 1 && IsBeforeH(word[at - 2]) : !IsBeforeH(word[at - 1]);

    /// <summary>Where two consonants are two letters, never a digraph, and v, the Hebrew vav, is a vowel.</summary>
    private static char ClassOfAbjad(string word, int at) => word[at] switch { 'p' => 'b', 'v' => '\0', _ => Class(word, at) };

    private static bool IsBeforeH(char letter) => letter is 'c' or 'd' or 'g' or 'k' or 'p' or 's' or 't' or 'z' or 'r';

    private static (int Length, char To) At(ReadOnlySpan<char> word, int at)
    {
        if (word[at] is >= 'a' and <= 'z' && at + 1 < word.Length && (Seconds[word[at] - 'a'] & (1u << (word[at + 1] & 31))) != 0)
        {
            foreach (var (from, to) in ByLetter[word[at] - 'a'])
            {
                if (at + from.Length <= word.Length && word.Slice(at, from.Length).SequenceEqual(from))
                {
                    return (from.Length, to[0]);
                }
            }
        }

        return (1, word[at] switch { 'q' => 'k', 'w' => 'v', 'y' => 'i', var other => other });
    }

    private static char Class(string word, int at)
    {
        var next = at + 1 < word.Length ? word[at + 1] : '\0';
        return word[at] switch
        {
            'b' or 'p' when next != 'h' => 'b',
            'p' or 'f' or 'v' => 'f',
            'd' or 't' => 't',
            'c' => next is 'e' or 'i' or 'y' or 'h' ? 's' : 'k',
            'g' or 'k' or 'q' => word[at] == 'g' && at > 0 && word[at - 1] == 'n' ? '\0' : 'k',
            'j' or 'z' or 's' or 'x' => 's',
            'l' or 'r' => 'l',
            'm' => 'm',
            'n' => 'n',
            >= '0' and <= '9' => word[at],
            _ => '\0',
        };
    }
}
