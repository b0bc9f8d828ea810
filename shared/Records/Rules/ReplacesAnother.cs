using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>A record does not replace itself: changing it is a correction.</summary>
public sealed class ReplacesAnother : IShapeRule
{
    public string Sentence => "'replaces' names another reference.";

    public void Check(in ObjectMembers members)
    {
        if (members.Text("replaces") is { } replaced && string.Equals(replaced, members.Text("reference"), StringComparison.Ordinal))
        {
            members.Reading.Refuse("replaces", ErrorCodes.Disagrees, "'replaces' names the record's own reference; to change a record, correct it.");
        }
    }
}
