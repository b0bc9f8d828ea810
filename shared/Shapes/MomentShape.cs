using System.Text.Json;

namespace InfoShare.Shapes;

/// <summary>A calendar date or an instant, as exactly as the publisher knows it.</summary>
public sealed class MomentShape : StringShape
{
    private readonly DateShape _date = new();
    private readonly InstantShape _instant = new();

    protected override string Noun => "a date or an instant";

    public override string? Normalise(string text, ShapeReading reading) =>
        text.Length <= 10 ? _date.Normalise(text, reading) : _instant.Normalise(text, reading);

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf");
        foreach (var shape in new StringShape[] { _date, _instant })
        {
            schema.WriteStartObject();
            shape.WriteSchema(schema);
            schema.WriteEndObject();
        }

        schema.WriteEndArray();
    }
}
