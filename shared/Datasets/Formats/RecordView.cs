using System.Collections.Frozen;
using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>
/// What of a record's content an audience is shown: the same that each of them would get by asking for the record, and nothing that one of
/// them would not.
/// </summary>
/// <param name="findRelated">A record's header as it stands, or null.</param>
/// <param name="idOf">The id of a record by its natural key.</param>
internal sealed class RecordView(
    Audience audience, Func<RecordId, RecordHeader?> findRelated, Func<AgencyId, RecordKind, string, RecordId> idOf, DateTimeOffset now)
{
    /// <summary>
    /// The members that the public gets. Not among them: the publisher's own number, who to ask, parties, evidence and relations, all of
    /// which are for members.
    /// </summary>
    private static readonly FrozenSet<string> PublicMembers = new[]
    {
        "merchant", "summary", "language", "translations", "category", "measures", "severity", "legalBasis", "decidedBy", "decidedOn", "effectiveFrom",
        "effectiveUntil", "publicityUntil", "standing", "performance", "stage", "openedOn", "closedOn", "outcome", "products", "platforms",
        "affectedCountries", "applicableLaw", "typology",
    }.ToFrozenSet(StringComparer.Ordinal);

    public Audience Audience => audience;

    public static bool IsPublicMember(string member) => PublicMembers.Contains(member);

    /// <summary>Whether the audience gets the member of a record at all.</summary>
    public bool Shows(string member) => !audience.IsPublic || IsPublicMember(member);

    /// <summary>Whether an entry of a label's audience is told: a group does not exist for who is not in it.</summary>
    public bool TellsOf(JsonElement entry) => !entry.TryGetProperty("group"u8, out var group) || audience.MayKnowOfGroup(group.GetString()!);

    /// <summary>Whether a related record is told: a hidden one is as one that does not exist.</summary>
    public bool TellsOfRelated(JsonElement related) => Candidates(related).Any(id => findRelated(id) is { } header && audience.MayKnowOf(header, now));

    private IEnumerable<RecordId> Candidates(JsonElement related)
    {
        if (related.TryGetProperty("id"u8, out var text))
        {
            return RecordId.TryParse(text.GetString(), out var id) ? [id] : [];
        }

        return related.TryGetProperty("publisher"u8, out var publisher)
            && related.TryGetProperty("reference"u8, out var reference)
            && AgencyId.TryParse(publisher.GetString(), out var agency)
            ? Enum.GetValues<RecordKind>().Select(kind => idOf(agency, kind, reference.GetString()!))
            : [];
    }
}
