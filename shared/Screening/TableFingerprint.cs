namespace InfoShare.Screening;

/// <summary>FNV-1a over the lines of the tables: the same in every process, for telling one version of them from another.</summary>
internal static class TableFingerprint
{
    public static uint Of(ReadOnlySpan<char> text, uint seed)
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
