using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Functions.Access;

/// <summary>A token whose signature, issuer and audience were found good. Times, agency and roles are judged anew at every request.</summary>
public sealed class VerifiedToken(ReadToken token, TrustedIssuer issuer, int generation)
{
    /// <summary>By how much the issuer's clock and ours may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    // The last caller made from this token, and the agency and grant that it was made of: as long as they stand, so does it.
    private Tuple<Agency, Roles, Caller>? _made;

    public ReadToken Token => token;

    public bool IsEmbedded => token.Issuer == EmbeddedIssuer.Issuer;

    /// <summary>Whether the issuer's keys are still those that the signature was checked with.</summary>
    public bool HoldsKeys => issuer.Keys.Generation == generation;

    public bool IsExpired(DateTimeOffset now) => now - ClockSkew >= token.ExpiresAt;

    public bool IsEarly(DateTimeOffset now) => now + ClockSkew < token.NotBefore;

    /// <summary>The caller for whom this token speaks.</summary>
    /// <param name="granted">What the registry grants this client.</param>
    public Caller CallerOf(Agency agency, Roles granted)
    {
        if (_made is { } made && ReferenceEquals(made.Item1, agency) && made.Item2 == granted)
        {
            return made.Item3;
        }

        var caller = new Caller
        {
            Agency = agency.Id,
            Kind = agency.Kind,
            Jurisdiction = agency.Jurisdiction,
            Membership = agency.Membership,
            Groups = agency.Groups,
            FeedEpoch = agency.FeedEpoch,
            Roles = token.Roles & granted,
            Client = token.ClientId ?? token.Subject ?? "",
            RegisteredAs = new(token.Issuer, token.Subject, token.ClientId),
        };
        _made = new(agency, granted, caller);
        return caller;
    }
}
