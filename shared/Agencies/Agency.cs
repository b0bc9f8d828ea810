using InfoShare.Access;

namespace InfoShare.Agencies;

/// <summary>A member of the hub.</summary>
public sealed record Agency
{
    public required AgencyId Id { get; init; }

    public required string Name { get; init; }

    public required AgencyKind Kind { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Jurisdiction { get; init; }

    public Membership Membership { get; init; }

    /// <summary>Sharing groups, such as <c>op-lantern</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>IANA time zone in which its legal dates are meant.</summary>
    public string TimeZone { get; init; } = "UTC";

    public AgencyStatus Status { get; init; }

    public IReadOnlyList<AgencyContact> Contacts { get; init; } = [];

    public IReadOnlyList<AgencyClient> Clients { get; init; } = [];

    /// <summary>Public keys with which others encrypt to the agency or check what it signed.</summary>
    public IReadOnlyList<AgencyKey> Keys { get; init; } = [];

    /// <summary>
    /// Counts the changes of what the policy asks of the agency: kind, jurisdiction, membership, groups, status. What it may see changes with
    /// them without a version that says so, and therefore its cursors end with them.
    /// </summary>
    public long FeedEpoch { get; init; }

    /// <summary>An authority is any agency but a platform and a payment institution.</summary>
    public bool IsAuthority => Kind is not (AgencyKind.Platform or AgencyKind.PaymentInstitution);

    /// <summary>This agency as the successor of <paramref name="before"/>, with the feed epoch that follows.</summary>
    public Agency After(Agency before) => this with { FeedEpoch = before.FeedEpoch + (SeesAs(before) ? 0 : 1) };

    private bool SeesAs(Agency other) =>
        Kind == other.Kind && Jurisdiction == other.Jurisdiction && Membership == other.Membership && Status == other.Status
        && Groups.Order(StringComparer.Ordinal).SequenceEqual(other.Groups.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}

/// <summary>Whom to reach at an agency.</summary>
public sealed record AgencyContact(string Unit, string Email);

/// <summary>A public key of an agency, as in a JWK Set (RFC 7517, RFC 8037): EC with <paramref name="X"/> and <paramref name="Y"/>, OKP with <paramref name="X"/>, RSA with <paramref name="N"/> and <paramref name="E"/>.</summary>
public sealed record AgencyKey(string Kid, string Kty, string? Use, string? Alg, string? Crv, string? X, string? Y, string? N, string? E);

/// <summary>A client of an agency at a trusted issuer; found by (issuer, client id or subject), never by a name that a token claims.</summary>
/// <param name="Issuer">The issuer's identifier, as in the token's <c>iss</c>.</param>
/// <param name="Subject">The token's <c>sub</c>, or null.</param>
/// <param name="ClientId">The token's <c>azp</c>, <c>appid</c> or <c>client_id</c>, or null.</param>
/// <param name="Roles">What the registry grants it.</param>
public sealed record AgencyClient(string Issuer, string? Subject, string? ClientId, Roles Roles);
