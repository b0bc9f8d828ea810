using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A SHA-256 as 64 hexadecimal digits; lower-case in normal form.</summary>
public sealed class HashShape : StringShape
{
    protected override string Noun => "a SHA-256";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (text.Length == 64 && text.All(char.IsAsciiHexDigit))
        {
            return text.ToLowerInvariant();
        }

        reading.Refuse(ErrorCodes.InvalidHash, $"'{Shown(text)}' is not a SHA-256 of 64 hexadecimal digits.");
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("pattern", "^[0-9A-Fa-f]{64}$");
    }
}
