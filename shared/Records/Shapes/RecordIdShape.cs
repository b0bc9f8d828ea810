using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Shapes;

/// <summary>A record's id. Whether there is such a record is not asked: the answer would tell of hidden ones.</summary>
public sealed class RecordIdShape : StringShape
{
    protected override string Noun => "a record's id";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (RecordId.TryParse(text, out _))
        {
            return text;
        }

        reading.Refuse(ErrorCodes.InvalidId, $"'{Shown(text)}' is not a record's id.");
        return null;
    }
}
