using System.Text.Json;

namespace InfoShare.Shapes;

/// <summary>True or false.</summary>
public sealed class BooleanShape : Shape
{
    public override void Read(JsonElement element, ShapeReading reading)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                reading.Normal.Raw("true"u8);
                break;
            case JsonValueKind.False:
                reading.Normal.Raw("false"u8);
                break;
            default:
                reading.RefuseType(element, "true or false");
                break;
        }
    }

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type", "boolean");
}
