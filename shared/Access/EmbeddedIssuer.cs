namespace InfoShare.Access;

/// <summary>The hub's own issuer, for a laptop, a pilot or a test: its key lies beside the store, and who can read it can make any token.</summary>
public static class EmbeddedIssuer
{
    /// <summary>The <c>iss</c> of its tokens.</summary>
    public const string Issuer = "urn:infoshare:embedded";

    /// <summary>The <c>aud</c> of its tokens.</summary>
    public const string Audience = "infoshare";

    /// <summary>The one algorithm: ECDSA with P-256 and SHA-256 (RFC 7518 section 3.4).</summary>
    public const string Algorithm = "ES256";

    /// <summary>The key's file within the hub's folder.</summary>
    public const string KeyFile = "issuer-key.json";

    /// <summary>The longest life of a token.</summary>
    public static TimeSpan MaxLifetime { get; } = TimeSpan.FromDays(366);
}
