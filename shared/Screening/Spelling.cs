namespace InfoShare.Screening;

/// <summary>How alike two spellings are.</summary>
internal static class Spelling
{
    private const int MaxLength = 64;

    /// <summary>Letters put in, left out, exchanged or swapped with their neighbour; at most <paramref name="limit"/> + 1.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int limit)
    {
        if (Math.Abs(one.Length - other.Length) > limit || one.Length > MaxLength || other.Length > MaxLength)
        {
            return limit + 1;
        }

        // What both begin and end with costs nothing, whatever is between.
        var same = one.CommonPrefixLength(other);
        one = one[same..];
        other = other[same..];
        while (!one.IsEmpty && !other.IsEmpty && one[^1] == other[^1])
        {
            one = one[..^1];
            other = other[..^1];
        }

        return one.IsEmpty || other.IsEmpty ? Math.Max(one.Length, other.Length) : Between(one, other, limit);
    }

    /// <summary>Row by row, and of each row what is near enough to the diagonal: the rest is beyond the limit.</summary>
    private static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int limit)
    {
        var length = other.Length + 1;
        Span<int> before = stackalloc int[length];
        Span<int> last = stackalloc int[length];
        Span<int> row = stackalloc int[length];
        row.Fill(limit + 1);
        before.Fill(limit + 1);
        for (var at = 0; at < length; at++)
        {
            last[at] = at;
        }

        for (var at = 1; at <= one.Length; at++)
        {
            var (first, end) = (Math.Max(1, at - limit), Math.Min(other.Length, at + limit));
            row[first - 1] = first == 1 ? at : limit + 1;
            var least = row[first - 1];
            for (var to = first; to <= end; to++)
            {
                var cost = one[at - 1] == other[to - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(last[to] + 1, row[to - 1] + 1), last[to - 1] + cost);
                if (at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1])
                {
                    best = Math.Min(best, before[to - 2] + 1);
                }

                row[to] = best;
                least = Math.Min(least, best);
            }

            if (least > limit)
            {
                return limit + 1;
            }

            if (end < other.Length)
            {
                row[end + 1] = limit + 1;
            }

            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return Math.Min(last[other.Length], limit + 1);
    }

    /// <summary>0 for words that are no spellings of one another; less than 1 for such as differ.</summary>
    public static float Likeness(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var (longer, shorter) = (Math.Max(one.Length, other.Length), Math.Min(one.Length, other.Length));
        var limit = longer >= 12 ? 3 : longer >= 7 ? 2 : longer >= 4 ? 1 : 0;
        if (limit == 0 || shorter < 3)
        {
            return 0;
        }

        var distance = Distance(one, other, limit);
        var likeness = distance > limit ? 0 : distance switch
        {
            0 => 1,
            1 => longer switch { 4 => 0.62f, 5 => 0.8f, 6 => 0.86f, _ => 0.91f },
            2 => longer switch { 7 => 0.66f, 8 => 0.72f, _ => 0.8f },
            _ => 0.74f,
        };
        return one[0] == other[0] ? likeness : likeness * 0.96f;
    }
}
