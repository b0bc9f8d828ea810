using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Shapes;

/// <summary>The id of a registered agency.</summary>
public sealed class AgencyShape : StringShape
{
    protected override string Noun => "an agency's id";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (!AgencyId.TryParse(text, out var agency))
        {
            reading.Refuse(ErrorCodes.InvalidId, $"'{Shown(text)}' is not an agency's id, such as 'cn-customs'.");
            return null;
        }

        if (reading.AgencyExists is { } exists && !exists(agency))
        {
            reading.Refuse(ErrorCodes.UnknownAgency, $"There is no agency '{text}'.");
            return null;
        }

        return text;
    }
}
