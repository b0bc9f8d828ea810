using System.Text.Json;
using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>A merchant without any name or identifier could never be found.</summary>
public sealed class MerchantIsNamed : IShapeRule
{
    public string Sentence => "At least one name or identifier must be there.";

    public void Check(in ObjectMembers members)
    {
        if (!HasAny(members, "names") && !HasAny(members, "identifiers"))
        {
            members.Reading.Refuse(ErrorCodes.MissingMember, "A merchant needs at least one entry in 'names' or 'identifiers'.");
        }
    }

    // A wrong list has its own errors.
    private static bool HasAny(in ObjectMembers members, string name) =>
        members.TryGet(name, out var list) ? list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 : members.Has(name);
}
