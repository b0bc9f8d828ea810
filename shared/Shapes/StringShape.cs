using System.Text.Json;

namespace InfoShare.Shapes;

/// <summary>A value that travels as a JSON string.</summary>
public abstract class StringShape : Shape
{
    /// <summary>What the value is, with its article, for messages: "a date".</summary>
    protected abstract string Noun { get; }

    public override void Read(JsonElement element, ShapeReading reading)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            reading.RefuseType(element, $"{Noun} as a text");
        }
        else if (Normalise(element.GetString()!, reading) is { } normal)
        {
            reading.Normal.Text(normal);
        }
    }

    /// <summary>The one form in which the value is kept, or null after having refused it.</summary>
    public abstract string? Normalise(string text, ShapeReading reading);

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type", "string");

    /// <summary>The start of a text, for a message.</summary>
    protected static string Shown(string text) => text.Length <= 60 ? text : $"{text[..(char.IsHighSurrogate(text[59]) ? 59 : 60)]}…";
}
