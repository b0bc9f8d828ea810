namespace InfoShare.Benchmarks.Screening;

/// <summary>Names of companies that do not exist, with as uneven a spread of words as real ones have: few words in many names, many in one.</summary>
internal sealed class InventedNames
{
    private const int Words = 300_000;

    private static readonly string[] Trades =
        ["trading", "technology", "electronics", "logistics", "industrial", "international", "import export", "construction", "energy", "holdings", "services", "consulting", "textile", "chemical"];

    private static readonly string[] Places = ["shenzhen", "shanghai", "guangzhou", "hong kong", "germany", "poland", "moscow", "dubai", "singapore", "ningbo", "yiwu", "tianjin"];

    private static readonly string[] Forms = ["ltd", "co ltd", "gmbh", "llc", "sp z oo", "ooo", "limited", "inc", "sarl", "jsc"];

    private readonly Random _random = new(1);

    private readonly string[] _words;

    public InventedNames() => _words = [.. Enumerable.Range(0, Words).Select(_ => string.Concat(Enumerable.Range(0, _random.Next(2, 5)).Select(_ => Syllable())))];

    public string Next()
    {
        var parts = new List<string>();
        if (_random.Next(3) == 0)
        {
            parts.Add(Places[Skewed(Places.Length)]);
        }

        parts.AddRange(Enumerable.Range(0, _random.Next(1, 3)).Select(_ => _words[Skewed(Words)]));
        parts.AddRange(Enumerable.Range(0, _random.Next(0, 3)).Select(_ => Trades[Skewed(Trades.Length)]));
        if (_random.Next(8) > 0)
        {
            parts.Add(Forms[_random.Next(Forms.Length)]);
        }

        return string.Join(' ', parts);
    }

    private string Syllable()
    {
        const string Consonants = "bdfghjklmnprstvz";
        const string Vowels = "aeiou";
        const string Ends = "nrsl";
        var syllable = $"{Consonants[_random.Next(Consonants.Length)]}{Vowels[_random.Next(Vowels.Length)]}";
        return _random.Next(3) == 0 ? syllable + Ends[_random.Next(Ends.Length)] : syllable;
    }

    /// <summary>The n-th is chosen about n times less often than the first.</summary>
    private int Skewed(int count) => (int)Math.Min(count - 1, Math.Exp(_random.NextDouble() * Math.Log(count)) - 1);
}
