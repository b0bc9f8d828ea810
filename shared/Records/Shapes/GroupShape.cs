using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Shapes;

/// <summary>A sharing group that the publisher is in. One that it is not in is refused exactly as one that does not exist.</summary>
public sealed class GroupShape : StringShape
{
    protected override string Noun => "a group's name";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (reading.Groups is not { } groups || groups.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        reading.Refuse(ErrorCodes.UnknownGroup, $"Your agency is in no group '{Shown(text)}'.");
        return null;
    }
}
