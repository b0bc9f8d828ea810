namespace InfoShare.Functions.Access;

/// <summary>An issuer whose tokens the hub takes: one item of the configuration's <c>Access:Issuers</c>.</summary>
public sealed class IssuerOptions
{
    /// <summary>Compared exactly with the token's <c>iss</c>.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Must be among the token's <c>aud</c>.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Where the issuer's JWK Set is; or give <see cref="MetadataAddress"/>.</summary>
    public string? JwksUri { get; set; }

    /// <summary>An OpenID Connect discovery document or OAuth authorisation server metadata that names the JWK Set.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>Asymmetric algorithms of RFC 7518; RS256 and ES256 if none is given.</summary>
    public IList<string> Algorithms { get; } = [];
}
