namespace InfoShare.Screening;

/// <summary>Which words are countries: places of the tables, and what stands for a country behind a company's name alone.</summary>
internal static class CountryWords
{
    private const string BehindNames = "~";

    private const int LongestShort = 3;

    private static readonly Dictionary<string, string> Codes =
        TableFile.Lines("countries.txt").Select(line => line.Split(" = ")).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Short =
        Codes.Where(pair => pair.Key.StartsWith(BehindNames, StringComparison.Ordinal)).ToDictionary(pair => NameReader.Read(pair.Key)[0].Text, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Whether a word that no table of places has is a country where it stands behind a company's name.</summary>
    public static bool IsShort(in NameWord word) => word.Text.Length <= LongestShort && word.Idea == 0 && Short.ContainsKey(word.Text);

    /// <summary>ISO 3166-1 alpha-2; null for what is no country.</summary>
    public static string? CodeOf(in NameWord word) => word.Idea == 0 ? Short.GetValueOrDefault(word.Text) : Codes.GetValueOrDefault(Lexicon.Instance.NameOf(word.Idea));
}
