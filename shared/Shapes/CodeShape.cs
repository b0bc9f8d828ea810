using System.Text.Json;
using InfoShare.Codes;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A code of a list; compared exactly.</summary>
public sealed class CodeShape(CodeList list) : StringShape
{
    public CodeList List => list;

    protected override string Noun => "a code";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (list.Contains(text))
        {
            return text;
        }

        reading.Refuse(ErrorCodes.UnknownCode, $"'{Shown(text)}' is not a code of the list '{list.Name}'; expected one of {string.Join(", ", list.Entries.Select(entry => entry.Code))}.");
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteStartArray("enum");
        foreach (var entry in list.Entries)
        {
            schema.WriteStringValue(entry.Code);
        }

        schema.WriteEndArray();
    }
}
