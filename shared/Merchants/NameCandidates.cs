using System.Numerics;

namespace InfoShare.Merchants;

/// <summary>
/// Records that may have words in their merchants' names, by the words' postings: each once, newest first by their version 1. A step per
/// posting, of a few nanoseconds, and nothing is sorted but a short list; whose word was chosen shows nowhere, since names decide.
/// </summary>
internal sealed class NameCandidates(IndexContent content)
{
    /// <summary>Up to so many postings of its rarest word are sorted; with more, the words' records are marked in bits and joined.</summary>
    private const int Few = 4096;

    private const int Bits = 64;

    public IEnumerable<int> Of(IReadOnlyList<string> words)
    {
        var (count, postings) = (content.Count, content.Postings);
        var keys = words.Select(content.Hash.NameToken).OrderBy(postings.Count).ToArray();
        if (keys.Length == 0)
        {
            return [];
        }

        return postings.Count(keys[0]) <= Few ? Sorted(keys[0]) : Marked(keys, count);
    }

    private IEnumerable<int> Sorted(ulong key)
    {
        var found = new HashSet<int>();
        foreach (var ordinal in content.Postings.Of(key))
        {
            found.Add(ordinal);
        }

        return found.OrderDescending();
    }

    private IEnumerable<int> Marked(ulong[] keys, int count)
    {
        var all = Mark(keys[0], count);
        foreach (var key in keys.AsSpan(1))
        {
            var more = Mark(key, count);
            for (var block = 0; block < all.Length; block++)
            {
                all[block] &= more[block];
            }
        }

        return FromTheTop(all);
    }

    /// <summary>A bit per record; records that came while this is read are left out.</summary>
    private ulong[] Mark(ulong key, int count)
    {
        var marks = new ulong[(count + Bits - 1) / Bits];
        foreach (var ordinal in content.Postings.Of(key))
        {
            if (ordinal < count)
            {
                marks[ordinal / Bits] |= 1UL << (ordinal % Bits);
            }
        }

        return marks;
    }

    private static IEnumerable<int> FromTheTop(ulong[] marks)
    {
        for (var block = marks.Length - 1; block >= 0; block--)
        {
            for (var left = marks[block]; left != 0;)
            {
                var bit = BitOperations.Log2(left);
                left ^= 1UL << bit;
                yield return (block * Bits) + bit;
            }
        }
    }
}
