namespace InfoShare.Storage;

/// <summary>What a key and a text may hold in every adapter.</summary>
internal static class KeyCheck
{
    /// <summary>A partition or row key: at most 512 UTF-16 units, none of <c>/ \ # ?</c>, no control character. Empty is legal.</summary>
    public static void Key(string what, string key)
    {
        StorageLimitException.ThrowIf(key.Length > StorageLimits.MaxKeyLength, what, "is longer than 512 UTF-16 units");
        foreach (var unit in key)
        {
            StorageLimitException.ThrowIf(unit is '/' or '\\' or '#' or '?' || char.IsControl(unit), what, "holds a character that keys may not hold");
        }

        Text(what, key);
    }

    /// <summary>A text that every encoding keeps: no half of a surrogate pair alone.</summary>
    public static void Text(string what, ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\ud800', '\udfff'); at >= 0;)
        {
            var paired = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            StorageLimitException.ThrowIf(!paired, what, "holds half of a surrogate pair");
            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\ud800', '\udfff');
        }
    }

    /// <summary>A container's or queue's name: 3 to 63 of a–z, 0–9 and single hyphens between them.</summary>
    public static void Name(string what, string name)
    {
        var sound = name.Length is >= 3 and <= 63 && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal)
            && name.All(unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || unit == '-');
        StorageLimitException.ThrowIf(!sound, what, "is not 3 to 63 of a-z, 0-9 and single hyphens");
    }
}
