using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A whole number within bounds, at most 2^53−1, so that every reader of JSON keeps it exactly.</summary>
public sealed class IntegerShape(long min, long max) : Shape
{
    public long Min => min;

    public long Max => max;

    public override void Read(JsonElement element, ShapeReading reading)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            reading.RefuseType(element, "a whole number");
        }
        else if (element.TryGetInt64(out var number) && number >= min && number <= max)
        {
            reading.Normal.Number(number);
        }
        else
        {
            reading.Refuse(ErrorCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"A whole number from {min} to {max} is expected."));
        }
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", min);
        schema.WriteNumber("maximum", max);
    }
}
