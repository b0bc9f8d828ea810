using InfoShare.Identifiers;
using InfoShare.Merchants;

namespace InfoShare.Statistics;

/// <summary>The identifiers by which two records are of one merchant: verified ones, of schemes that look-ups follow.</summary>
internal static class FollowedIdentifiers
{
    /// <summary>Each as <c>scheme:value</c>.</summary>
    public static List<string> Of(IndexedRecord record)
    {
        var keys = new List<string>();
        foreach (var identifier in record.Identifiers)
        {
            if (!identifier.Unverified && IdentifierScheme.TryGet(identifier.Scheme) is { IsFollowed: true })
            {
                keys.Add($"{identifier.Scheme}:{identifier.ToString()}");
            }
        }

        return keys;
    }
}
