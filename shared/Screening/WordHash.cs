namespace InfoShare.Screening;

/// <summary>FNV-1a over the letters of folded words: what collides is told apart by the letters themselves.</summary>
internal static class WordHash
{
    public static uint Of(ReadOnlySpan<char> text, uint seed = 0)
    {
        var hash = 2166136261u ^ (seed * 0x9E3779B9u);
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        hash ^= hash >> 15;
        hash *= 0x85EBCA6Bu;
        return hash ^ (hash >> 13);
    }
}
