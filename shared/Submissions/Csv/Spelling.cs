namespace InfoShare.Submissions.Csv;

/// <summary>How differently two column names are spelt.</summary>
internal static class Spelling
{
    /// <summary>Letters to add, leave out or change (Levenshtein), without regard to case; of names up to 60 letters.</summary>
    public static int Distance(string left, string right)
    {
        left = left.Length <= 60 ? left : left[..60];
        Span<int> row = stackalloc int[left.Length + 1];
        for (var at = 0; at < row.Length; at++)
        {
            row[at] = at;
        }

        for (var down = 1; down <= right.Length && down <= 60; down++)
        {
            var diagonal = row[0];
            row[0] = down;
            for (var across = 1; across < row.Length; across++)
            {
                var change = char.ToLowerInvariant(left[across - 1]) == char.ToLowerInvariant(right[down - 1]) ? diagonal : diagonal + 1;
                diagonal = row[across];
                row[across] = Math.Min(change, Math.Min(row[across - 1], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
