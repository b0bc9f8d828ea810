using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace InfoShare.Functions.Access;

/// <summary>Checks a token's signature, issuer and audience, with Microsoft.IdentityModel, after what can be refused without it.</summary>
public sealed class TokenVerification(TrustedIssuers issuers, TimeProvider time)
{
    /// <summary>
    /// The library's cache of what verifies with a key would save nothing, for verified tokens are remembered here; and that of version 6.8
    /// handed out, now and then, what another thread was throwing away, so that valid tokens that came together after a start were refused.
    /// </summary>
    private readonly CryptoProviderFactory _signatures = new() { CacheSignatureProviders = false };

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = ReadToken.MaxLength };

    /// <summary>The verified token, or why it is refused. Its times are judged again at every use.</summary>
    public async ValueTask<(VerifiedToken? Token, string Refusal)> VerifyAsync(string compact, CancellationToken cancellationToken)
    {
        if (ReadToken.Read(compact, out var refusal) is not { } token)
        {
            return (null, refusal);
        }

        if (issuers.Find(token.Issuer) is not { } issuer)
        {
            return (null, "The token's issuer is not trusted.");
        }

        if (!issuer.Algorithms.Contains(token.Algorithm))
        {
            return (null, "The token is signed with an algorithm that is not taken from its issuer.");
        }

        var generation = issuer.Keys.Generation;
        if (await issuer.Keys.FindAsync(token.KeyId, cancellationToken) is not { } key || !Fits(key, token.Algorithm))
        {
            return (null, "The token's key is not known.");
        }

        var result = await _handler.ValidateTokenAsync(compact, Parameters(issuer, key));
        return result.IsValid ? (new(token, issuer, generation), "") : (null, Reason(result.Exception));
    }

    private TokenValidationParameters Parameters(TrustedIssuer issuer, JsonWebKey key) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudiences = issuer.Audiences,
        ValidAlgorithms = issuer.Algorithms,
        IssuerSigningKey = key,
        CryptoProviderFactory = _signatures,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateLifetime = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsTimely(notBefore, expires),
        ValidateAudience = true,
        ValidateIssuer = true,
    };

    /// <summary>By the hub's clock, which is not the library's.</summary>
    private bool IsTimely(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow();
        return expires is { } end
            && now - VerifiedToken.ClockSkew < new DateTimeOffset(end, TimeSpan.Zero)
            && (notBefore is not { } start || now + VerifiedToken.ClockSkew >= new DateTimeOffset(start, TimeSpan.Zero));
    }

    /// <summary>A key serves one family of algorithms, and a curve one algorithm (RFC 7518 section 3.4).</summary>
    private static bool Fits(JsonWebKey key, string algorithm) =>
        (string.IsNullOrEmpty(key.Alg) || key.Alg == algorithm) && (key.Kty, key.Crv, algorithm) switch
        {
            ("EC", "P-256", "ES256") or ("EC", "P-384", "ES384") or ("EC", "P-521", "ES512") => true,
            ("RSA", _, _) => algorithm[0] is 'R' or 'P',
            _ => false,
        };

    private static string Reason(Exception? exception) => exception switch
    {
        SecurityTokenInvalidAudienceException => "The token is meant for another audience.",
        SecurityTokenInvalidLifetimeException => "The token has expired or is not valid yet.",
        SecurityTokenInvalidIssuerException => "The token's issuer is not trusted.",
        ArgumentException => "The token cannot be read: a field of its header or claims is not as RFC 7515 or 7519 has it.",
        _ => "The token's signature is not valid.",
    };
}
