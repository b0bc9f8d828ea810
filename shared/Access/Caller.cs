using InfoShare.Agencies;

namespace InfoShare.Access;

/// <summary>Who makes this request: an agency's client with its effective roles, or anonymous.</summary>
public sealed record Caller
{
    /// <summary>Nobody that the hub knows: may use the public look-up alone.</summary>
    public static Caller Anonymous { get; } = new() { IsAnonymous = true };

    public bool IsAnonymous { get; private init; }

    public AgencyId Agency { get; init; }

    public AgencyKind Kind { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Jurisdiction { get; init; } = "";

    public Membership Membership { get; init; }

    /// <summary>Sharing groups that the agency belongs to.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The agency's <see cref="Agencies.Agency.FeedEpoch"/>: its cursors of an earlier one are void.</summary>
    public long FeedEpoch { get; init; }

    /// <summary>The roles that the token carries and the registry grants.</summary>
    public Roles Roles { get; init; }

    /// <summary>The client within the agency: the token's client id or subject.</summary>
    public string Client { get; init; } = "";

    /// <summary>By what the registry knows the client, for those who ask it again later; null: nobody that it knows.</summary>
    public ClientName? RegisteredAs { get; init; }

    /// <summary>The person that the client acts for, as the agency names it (InfoShare-On-Behalf-Of).</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Why it asks (InfoShare-Purpose); RED records need one.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>An authority is any agency but a platform and a payment institution.</summary>
    public bool IsAuthority => !IsAnonymous && Kind is not (AgencyKind.Platform or AgencyKind.PaymentInstitution);

    public bool Has(Roles anyOf) => (Roles & anyOf) != 0;
}

/// <summary>A stated purpose: <c>InfoShare-Purpose: investigation; case="2026-114"</c>.</summary>
/// <param name="Reason">A token, such as <c>investigation</c>.</param>
/// <param name="Case">The agency's own case number, if it gives one.</param>
public sealed record Purpose(string Reason, string? Case);
