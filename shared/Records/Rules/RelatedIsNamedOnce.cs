using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>A related record is named by its id, or by publisher and reference; not by both.</summary>
public sealed class RelatedIsNamedOnce : IShapeRule
{
    public string Sentence => "Either 'id', or 'publisher' and 'reference', name the related record.";

    public void Check(in ObjectMembers members)
    {
        var (hasId, hasPublisher, hasReference) = (members.Has("id"), members.Has("publisher"), members.Has("reference"));
        if (hasId && (hasPublisher || hasReference))
        {
            members.Reading.Refuse(ErrorCodes.Disagrees, "Name the related record by 'id', or by 'publisher' and 'reference'; not by both.");
        }
        else if (!hasId && !(hasPublisher && hasReference))
        {
            members.Reading.Refuse(ErrorCodes.MissingMember, "Name the related record by 'id', or by 'publisher' and 'reference'.");
        }
    }
}
