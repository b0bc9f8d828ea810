using InfoShare.Access;
using InfoShare.Records;

namespace InfoShare.Datasets;

/// <summary>For whom a segment of a dataset is: everybody, or agencies that all may see every record of it.</summary>
public sealed class Audience
{
    private Audience(string id, IReadOnlyList<Caller> members) => (Id, Members) = (id, members);

    /// <summary>The segment's name of what anybody may have.</summary>
    public const string PublicId = "public";

    /// <summary>The segment's name of what every member that may download may have.</summary>
    public const string MembersId = "members";

    public static Audience Public { get; } = new(PublicId, [Caller.Anonymous]);

    /// <summary>The segment's name.</summary>
    public string Id { get; }

    /// <summary>Whom the policy is asked about.</summary>
    public IReadOnlyList<Caller> Members { get; }

    public bool IsPublic => ReferenceEquals(this, Public);

    public static Audience Of(string id, IReadOnlyList<Caller> members) => new(id, members);

    /// <summary>Whether the policy lets every one of the audience have this version, which is its record's current one, in a dataset.</summary>
    /// <remarks>A retraction is nothing to have: those who had the record learn of it by its absence, and by the delta.</remarks>
    public bool Admits(RecordHeader header, DateTimeOffset now) =>
        header.Status != RecordStatus.Retracted && All(caller => Visibility.Allows(caller, header, IsPublic ? Use.Public : Use.Dataset, now));

    /// <summary>Whether every one of the audience may be told of a related record.</summary>
    public bool MayKnowOf(RecordHeader related, DateTimeOffset now) =>
        !IsPublic && All(caller => Visibility.Allows(caller, related, Use.Related, now));

    /// <summary>Whether every one of the audience may be told that a label names this group.</summary>
    public bool MayKnowOfGroup(string group) => !IsPublic && All(caller => Visibility.TellsOfGroup(caller, group));

    private bool All(Func<Caller, bool> allows)
    {
        foreach (var caller in Members)
        {
            if (!allows(caller))
            {
                return false;
            }
        }

        return Members.Count > 0;
    }
}
