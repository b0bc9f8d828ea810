using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A number that is a name, such as a commodity code: digits alone in normal form; points and blanks between them are dropped.</summary>
public sealed class DigitsShape(int min, int max) : StringShape
{
    public int Min => min;

    public int Max => max;

    protected override string Noun => "a number";

    public override string? Normalise(string text, ShapeReading reading)
    {
        var digits = text.Length > 2 * max ? text : text.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length >= min && digits.Length <= max && digits.All(char.IsAsciiDigit))
        {
            return digits;
        }

        var count = min == max ? $"{min.ToString(CultureInfo.InvariantCulture)}" : string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");
        reading.Refuse(ErrorCodes.InvalidNumber, $"'{Shown(text)}' is not a number of {count} digits.");
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("pattern", "^[0-9. ]+$");
    }
}
