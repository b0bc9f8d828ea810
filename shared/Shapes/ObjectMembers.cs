using System.Text.Json;

namespace InfoShare.Shapes;

/// <summary>What a rule sees of the object that it judges: the members as sent, and which of them were right in themselves.</summary>
public readonly ref struct ObjectMembers(ShapeReading reading, ObjectShape shape, int start, ulong valid)
{
    public ShapeReading Reading => reading;

    /// <summary>Whether the member is there, right or wrong.</summary>
    public bool Has(string member) => shape.IndexOf(member) is var index && index >= 0 && reading.Slot(start + index).ValueKind != JsonValueKind.Undefined;

    /// <summary>The member, if it is there and right in itself.</summary>
    public bool TryGet(string member, out JsonElement element)
    {
        var index = shape.IndexOf(member);
        var isValid = index >= 0 && ((valid >> index) & 1) != 0;
        element = isValid ? reading.Slot(start + index) : default;
        return isValid;
    }

    /// <summary>The member's text, if it is there, a text, and right in itself.</summary>
    public string? Text(string member) => TryGet(member, out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
