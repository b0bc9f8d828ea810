using System.Globalization;

namespace InfoShare.Json;

/// <summary>Surrogates as JSON escapes write them, such as <c>\ud83d\ude00</c>.</summary>
internal static class Surrogates
{
    private const int EscapeLength = 6;

    /// <summary>Whether a JSON string, between its quotes and known to be well formed, holds a surrogate without its other half.</summary>
    public static bool AnyLone(ReadOnlySpan<byte> escaped)
    {
        while (escaped.IndexOf((byte)'\\') is >= 0 and var at)
        {
            escaped = escaped[at..];
            if (escaped[1] != 'u')
            {
                escaped = escaped[2..];
                continue;
            }

            var unit = Unit(escaped);
            escaped = escaped[EscapeLength..];
            if (char.IsLowSurrogate(unit))
            {
                return true;
            }

            if (char.IsHighSurrogate(unit))
            {
                if (!StartsWithLow(escaped))
                {
                    return true;
                }

                escaped = escaped[EscapeLength..];
            }
        }

        return false;
    }

    private static bool StartsWithLow(ReadOnlySpan<byte> escaped) =>
        escaped.Length >= EscapeLength && escaped[0] == '\\' && escaped[1] == 'u' && char.IsLowSurrogate(Unit(escaped));

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
