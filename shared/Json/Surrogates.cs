using System.Globalization;

namespace InfoShare.Json;

/// <summary>Surrogates as JSON escapes write them, such as <c>\ud83d\ude00</c>.</summary>
internal static class Surrogates
{
    private const int EscapeLength = 6;

    /// <summary>Whether a JSON string, between its quotes and known to be well formed, holds a surrogate without its other half.</summary>
    public static bool AnyLone(ReadOnlySpan<byte> escaped) => NextLone(escaped) >= 0;

    /// <summary>A copy of a text that is known to be JSON, in which halves without their other are <c>\ufffd</c>, the replacement character.</summary>
    public static byte[] ReplaceLone(ReadOnlySpan<byte> json)
    {
        var copy = json.ToArray();
        var rest = copy.AsSpan();
        while (NextLone(rest) is >= 0 and var at)
        {
            @"\ufffd"u8.CopyTo(rest[at..]);
            rest = rest[(at + EscapeLength)..];
        }

        return copy;
    }

    /// <summary>Where the first half without its other begins, or −1.</summary>
    private static int NextLone(ReadOnlySpan<byte> escaped)
    {
        var at = 0;
        while (escaped[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            if (escaped[at + 1] != 'u')
            {
                at += 2;
                continue;
            }

            var unit = Unit(escaped[at..]);
            var isPair = char.IsHighSurrogate(unit) && StartsWithLow(escaped[(at + EscapeLength)..]);
            if (char.IsSurrogate(unit) && !isPair)
            {
                return at;
            }

            at += isPair ? 2 * EscapeLength : EscapeLength;
        }

        return -1;
    }

    private static bool StartsWithLow(ReadOnlySpan<byte> escaped) =>
        escaped.Length >= EscapeLength && escaped[0] == '\\' && escaped[1] == 'u' && char.IsLowSurrogate(Unit(escaped));

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
