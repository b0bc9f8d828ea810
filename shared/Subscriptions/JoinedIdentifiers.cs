using InfoShare.Identifiers;
using InfoShare.Merchants;

namespace InfoShare.Subscriptions;

/// <summary>The identifiers by which a look-up joins a merchant's records: who asked for one of them has asked for all.</summary>
public static class JoinedIdentifiers
{
    /// <summary>Of one merchant; more are no merchant's.</summary>
    public const int Max = 100;

    public static IReadOnlySet<Identifier> Of(MerchantProfile? profile)
    {
        var found = new HashSet<Identifier>();
        foreach (var record in profile?.Records ?? [])
        {
            foreach (var identifier in record.Identifiers)
            {
                if (found.Count < Max && !identifier.Unverified && IdentifierScheme.TryGet(identifier.Scheme) is { IsFollowed: true })
                {
                    found.Add(new(identifier.Scheme, identifier.ToString()));
                }
            }
        }

        return found;
    }
}
