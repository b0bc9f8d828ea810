using System.Globalization;

namespace InfoShare.Json;

/// <summary>Instants as the hub writes them: RFC 3339 in UTC, to the millisecond, with <c>Z</c>.</summary>
public static class Instant
{
    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
