using Microsoft.IdentityModel.Tokens;

namespace InfoShare.Functions.Access;

/// <summary>An issuer whose tokens the hub takes.</summary>
public sealed record TrustedIssuer(string Issuer, IReadOnlyList<string> Audiences, IReadOnlySet<string> Algorithms, IIssuerKeys Keys);

/// <summary>An issuer's public keys; a port, for they come from the network or from the hub's own file.</summary>
public interface IIssuerKeys
{
    /// <summary>Grows whenever the keys change: a token that was found valid under other keys is checked anew.</summary>
    int Generation { get; }

    /// <summary>The key, or null if the issuer has none of this id.</summary>
    /// <exception cref="IssuerUnavailableException">The issuer's keys have never been read, and cannot be now.</exception>
    ValueTask<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellationToken);
}

/// <summary>An issuer's keys cannot be read: its tokens can be neither taken nor refused for now (503).</summary>
public sealed class IssuerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
