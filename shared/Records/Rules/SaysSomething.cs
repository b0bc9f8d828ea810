using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>An entry of an audience names at least one thing: an empty one would admit everyone.</summary>
public sealed class SaysSomething : IShapeRule
{
    private static readonly string[] Names = ["agency", "kind", "jurisdiction", "group", "membership"];

    public string Sentence => "At least one member must be there; all that are there must hold.";

    public void Check(in ObjectMembers members)
    {
        foreach (var name in Names)
        {
            if (members.Has(name))
            {
                return;
            }
        }

        members.Reading.Refuse(ErrorCodes.TooFew, $"An entry of an audience must name at least one of {string.Join(", ", Names)}.");
    }
}
