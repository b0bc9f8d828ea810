using System.Buffers;
using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A moment of RFC 3339 with any offset, from 1900 to 2200; its normal form is in UTC and ends in <c>Z</c>.</summary>
public sealed class InstantShape : StringShape
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789-:.TtZz+");

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    protected override string Noun => "an instant";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (TryParse(text, out var instant))
        {
            return instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        }

        reading.Refuse(ErrorCodes.InvalidInstant, $"'{Shown(text)}' is not an instant of RFC 3339 between 1900 and 2200, such as '2026-03-01T09:30:00+08:00'.");
        return null;
    }

    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length is >= 20 and <= 35
            && !text.AsSpan().ContainsAnyExcept(Allowed)
            && HasOffset(text)
            && DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant)
            && instant.UtcDateTime.Year is >= 1900 and <= 2200;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("format", "date-time");
    }

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || (text[^6] is '+' or '-' && text[^3] == ':');
}
