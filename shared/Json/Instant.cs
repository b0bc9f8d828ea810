using System.Globalization;

namespace InfoShare.Json;

/// <summary>Instants as the hub writes them: RFC 3339 in UTC, to the millisecond, with <c>Z</c>.</summary>
public static class Instant
{
    /// <summary><c>yyyy-MM-ddTHH:mm:ss.fff</c>, of the 28 characters of the round-trip form, which is the quickest to have.</summary>
    private const int ToTheMillisecond = 23;

    public static string Format(DateTimeOffset instant)
    {
        Span<char> text = stackalloc char[28];
        instant.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[ToTheMillisecond] = 'Z';
        return new(text[..(ToTheMillisecond + 1)]);
    }
}
