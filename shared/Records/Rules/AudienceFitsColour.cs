using System.Text.Json;
using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>Which colours need an audience, how closely it must name those who see the record, and which colours take none.</summary>
public sealed class AudienceFitsColour : IShapeRule
{
    public string Sentence =>
        "AMBER, AMBER+STRICT and RED need an audience; every entry names an agency or a group with AMBER+STRICT, an agency with RED. "
        + "CLEAR and GREEN take no audience, CLEAR no 'except'. "
        + "Of the audience's entries at least one is not left out by 'except'.";

    public void Check(in ObjectMembers members)
    {
        if (members.Text("tlp") is not { } colour)
        {
            return;
        }

        RefuseNobody(members);
        if (colour is "CLEAR" or "GREEN")
        {
            RefuseAudience(members, colour);
        }
        else if (!members.Has("audience"))
        {
            members.Reading.Refuse("audience", ErrorCodes.AudienceRequired, $"The label {colour} needs an audience.");
        }
        else if (colour != "AMBER" && members.TryGet("audience", out var audience))
        {
            CheckEntries(audience, colour, members.Reading);
        }
    }

    private static void RefuseAudience(in ObjectMembers members, string colour)
    {
        if (members.Has("audience"))
        {
            members.Reading.Refuse("audience", ErrorCodes.AudienceNotAllowed, $"The label {colour} takes no audience.");
        }

        if (colour == "CLEAR" && members.Has("except"))
        {
            members.Reading.Refuse("except", ErrorCodes.AudienceNotAllowed, "The label CLEAR leaves nobody out.");
        }
    }

    private static void RefuseNobody(in ObjectMembers members)
    {
        if (members.TryGet("audience", out var audience) && audience.GetArrayLength() > 0 && members.TryGet("except", out var except)
            && audience.EnumerateArray().All(entry => entry.TryGetProperty("agency"u8, out var agency) && except.EnumerateArray().Any(left => left.ValueEquals(agency.GetString()))))
        {
            members.Reading.Refuse("except", ErrorCodes.Disagrees, "Every entry of the audience is left out by 'except': nobody could see the record.");
        }
    }

    private static void CheckEntries(JsonElement audience, string colour, ShapeReading reading)
    {
        var (index, mayBeGroup) = (0, colour == "AMBER+STRICT");
        reading.Enter("audience");
        foreach (var entry in audience.EnumerateArray())
        {
            reading.Enter(index++);
            if (!entry.TryGetProperty("agency"u8, out _) && !(mayBeGroup && entry.TryGetProperty("group"u8, out _)))
            {
                reading.Refuse(ErrorCodes.AudienceRequired, $"With the label {colour} every entry names an agency{(mayBeGroup ? " or a group" : "")}.");
            }

            reading.Leave();
        }

        reading.Leave();
    }
}
