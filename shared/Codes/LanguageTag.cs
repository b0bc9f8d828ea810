namespace InfoShare.Codes;

/// <summary>Language tags of BCP 47 (RFC 5646): the syntax of section 2.1, the letter case of section 2.1.1. Registered or not is not asked.</summary>
public static class LanguageTag
{
    private const int MaxLength = 35;

    /// <summary>The tag in the recommended letter case, or null if it is not well-formed.</summary>
    public static string? Normalise(string text)
    {
        if (text.Length is < 2 or > MaxLength)
        {
            return null;
        }

        if (text.Length == 2)
        {
            return IsLetters(text) ? text.ToLowerInvariant() : null;
        }

        var parts = text.Split('-');
        return parts.All(IsSubtag) && IsWellFormed(parts) ? InCase(parts) : null;
    }

    private static bool IsWellFormed(string[] parts)
    {
        var at = 0;
        if (!IsPrivate(parts, at))
        {
            if (!IsLetters(parts[0]) || parts[0].Length is < 2 or > 8)
            {
                return false;
            }

            at = AfterVariants(parts, AfterRegion(parts, AfterScript(parts, AfterExtended(parts))));
            while (at < parts.Length && parts[at].Length == 1 && !IsPrivate(parts, at))
            {
                var first = ++at;
                while (at < parts.Length && parts[at].Length >= 2)
                {
                    at++;
                }

                if (at == first)
                {
                    return false;
                }
            }
        }

        return at == parts.Length || (IsPrivate(parts, at) && at + 1 < parts.Length);
    }

    private static int AfterExtended(string[] parts)
    {
        var at = 1;
        while (parts[0].Length <= 3 && at < parts.Length && at <= 3 && parts[at].Length == 3 && IsLetters(parts[at]))
        {
            at++;
        }

        return at;
    }

    private static int AfterScript(string[] parts, int at) => at < parts.Length && parts[at].Length == 4 && IsLetters(parts[at]) ? at + 1 : at;

    private static int AfterRegion(string[] parts, int at) => at < parts.Length && IsRegion(parts[at]) ? at + 1 : at;

    private static int AfterVariants(string[] parts, int at)
    {
        while (at < parts.Length && (parts[at].Length >= 5 || (parts[at].Length == 4 && char.IsAsciiDigit(parts[at][0]))))
        {
            at++;
        }

        return at;
    }

    private static bool IsPrivate(string[] parts, int at) => at < parts.Length && parts[at] is "x" or "X";

    private static bool IsRegion(string part) => (part.Length == 2 && IsLetters(part)) || (part.Length == 3 && part.All(char.IsAsciiDigit));

    private static bool IsSubtag(string part) => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit);

    private static bool IsLetters(string part) => part.All(char.IsAsciiLetter);

    private static string InCase(string[] parts)
    {
        for (var at = 0; at < parts.Length; at++)
        {
            var lower = parts[at].ToLowerInvariant();
            var isPlain = at > 0 && parts[at - 1].Length > 1;
            parts[at] = isPlain && lower.Length == 2 ? lower.ToUpperInvariant()
                : isPlain && lower.Length == 4 ? char.ToUpperInvariant(lower[0]) + lower[1..]
                : lower;
        }

        return string.Join('-', parts);
    }
}
