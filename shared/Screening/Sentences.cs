namespace InfoShare.Screening;

/// <summary>What the features of a comparison say to people, with the words they are about.</summary>
internal static class Sentences
{
    private const int MaxWords = 6;

    public static string Agree(ParsedName asked, ParsedName found, Alignment alignment) =>
        $"These words agree: {List(alignment.Matches.Select(match => Pair(asked, found, match)))}.";

    public static string Spelt(ParsedName asked, ParsedName found, Alignment alignment) =>
        $"These words agree, but are written differently: {List(alignment.Matches.Where(match => match.Likeness < 1).Select(match => Pair(asked, found, match)))}.";

    public static string Differ(ParsedName asked, ParsedName found, Alignment alignment) =>
        $"These words stand against each other: {List(Left(asked, alignment.Used))} / {List(Left(found, alignment.OtherUsed))}.";

    public static string Missing(ParsedName asked, ParsedName found, Alignment alignment) => $"The name found lacks {List(Left(asked, alignment.Used))}.";

    public static string Added(ParsedName asked, ParsedName found, Alignment alignment) => $"The name found has besides {List(Left(found, alignment.OtherUsed))}.";

    private static List<string> Left(ParsedName name, ReadOnlySpan<bool> used)
    {
        var left = new List<string>();
        for (var at = 0; at < used.Length; at++)
        {
            if (!used[at])
            {
                left.Add(Shown(name.Content[at]));
            }
        }

        return left;
    }

    private static string Pair(ParsedName asked, ParsedName found, WordMatch match)
    {
        var (one, other) = (Text(asked, match.At, match.Count), Text(found, match.OtherAt, match.OtherCount));
        return one == other ? one : $"{one} / {other}";
    }

    private static string Text(ParsedName name, int at, int count) => string.Join(' ', name.Content.Skip(at).Take(count).Select(Shown));

    private static string Shown(NameWord word) => word.Characters ?? word.Text;

    private static string List(IEnumerable<string> words)
    {
        var all = words.Take(MaxWords + 1).ToArray();
        return all.Length > MaxWords ? string.Join(", ", all[..MaxWords]) + ", …" : string.Join(", ", all);
    }
}
