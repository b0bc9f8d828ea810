using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A calendar date <c>YYYY-MM-DD</c> from 1900 to 2200.</summary>
public sealed class DateShape : StringShape
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    protected override string Noun => "a date";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (TryParse(text, out _))
        {
            return text;
        }

        reading.Refuse(ErrorCodes.InvalidDate, $"'{Shown(text)}' is not a calendar date YYYY-MM-DD between 1900 and 2200.");
        return null;
    }

    public static bool TryParse(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date.Year is >= FirstYear and <= LastYear;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("format", "date");
    }
}
