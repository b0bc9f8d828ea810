using System.Collections.Frozen;
using InfoShare.Access;
using InfoShare.Functions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace InfoShare.Functions.Access;

/// <summary>The issuers that the hub trusts, by their <c>iss</c>.</summary>
public sealed partial class TrustedIssuers
{
    private static readonly FrozenSet<string> Asymmetric =
        new[] { "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfEntra = FrozenSet.Create(StringComparer.Ordinal, "RS256");

    private static readonly FrozenSet<string> OfEmbedded = FrozenSet.Create(StringComparer.Ordinal, EmbeddedIssuer.Algorithm);

    private readonly FrozenDictionary<string, TrustedIssuer> _issuers;

    public TrustedIssuers(AccessOptions options, IHttpClientFactory http, TimeProvider time, ILoggerFactory logs)
    {
        var issuers = Describe(options).Select(description => new TrustedIssuer(
            description.Issuer,
            description.Audiences,
            description.Algorithms,
            new FetchedKeys(description, http, time, logs.CreateLogger<FetchedKeys>()))).ToList();
        if (options.EmbeddedKeyPath is { } path)
        {
            issuers.Add(Embedded(path));
        }

        if (issuers.Count == 0)
        {
            LogNobody(logs.CreateLogger<TrustedIssuers>());
        }

        _issuers = issuers.ToFrozenDictionary(issuer => issuer.Issuer, StringComparer.Ordinal);
    }

    public TrustedIssuer? Find(string issuer) => _issuers.GetValueOrDefault(issuer);

    /// <summary>What the options say.</summary>
    /// <exception cref="FormatException">They cannot be meant.</exception>
    public static IReadOnlyList<IssuerDescription> Describe(AccessOptions options) =>
        [.. options.Issuers.Select(Describe), .. DescribeEntra(options.AzureAd)];

    private static IssuerDescription Describe(IssuerOptions issuer)
    {
        Demand(issuer.Issuer.Length > 0 && issuer.Audience.Length > 0, "Access:Issuers: every issuer needs 'issuer' and 'audience'.");
        Demand(issuer.JwksUri is null != issuer.MetadataAddress is null, $"Access:Issuers: '{issuer.Issuer}' needs either 'jwksUri' or 'metadataAddress'.");
        var algorithms = issuer.Algorithms.Count == 0 ? ["RS256", "ES256"] : issuer.Algorithms;
        var wrong = algorithms.FirstOrDefault(algorithm => !Asymmetric.Contains(algorithm));
        Demand(wrong is null, $"Access:Issuers: '{wrong}' of '{issuer.Issuer}' is not an asymmetric algorithm of RFC 7518.");
        return new(
            issuer.Issuer,
            [issuer.Audience],
            Address(issuer.JwksUri ?? issuer.MetadataAddress!),
            issuer.MetadataAddress is not null,
            algorithms.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>Entra ID issues tokens of version 2.0 and, unless the registration asks for those, of 1.0; one set of keys signs both.</summary>
    private static IEnumerable<IssuerDescription> DescribeEntra(AzureAdOptions entra)
    {
        if (entra.TenantId is null && entra.ClientId is null)
        {
            return [];
        }

        Demand(Guid.TryParse(entra.TenantId, out var tenant), "AzureAd:TenantId must be the directory's GUID.");
        Demand(!string.IsNullOrEmpty(entra.ClientId), "AzureAd:ClientId is missing.");
        var keys = Address($"{entra.Instance.TrimEnd('/')}/{tenant:D}/discovery/v2.0/keys");
        string[] audiences = entra.Audience is { } audience ? [audience] : [entra.ClientId!, $"api://{entra.ClientId}"];
        return
        [
            new($"{entra.Instance.TrimEnd('/')}/{tenant:D}/v2.0", audiences, keys, false, OfEntra),
            new($"https://sts.windows.net/{tenant:D}/", audiences, keys, false, OfEntra),
        ];
    }

    private static TrustedIssuer Embedded(string path)
    {
        using var key = LoadKey(path);
        var jwk = new JsonWebKey { Kty = "EC", Crv = "P-256", X = key.X, Y = key.Y, Kid = key.KeyId };
        return new(
            EmbeddedIssuer.Issuer,
            [EmbeddedIssuer.Audience],
            OfEmbedded,
            new FixedKeys(new[] { jwk }.ToFrozenDictionary(each => each.Kid, StringComparer.Ordinal)));
    }

    private static EmbeddedIssuerKey LoadKey(string path)
    {
        try
        {
            return EmbeddedIssuerKey.LoadOrCreate(path);
        }
        catch (InvalidDataException damaged)
        {
            throw new SettingException($"{damaged.Message} Put the file back as it was; if it is removed, a new key is made and all tokens of the old one are void.");
        }
    }

    private static Uri Address(string address)
    {
        Demand(Uri.TryCreate(address, UriKind.Absolute, out var uri), $"Access:Issuers: '{address}' is not an address.");
        Demand(IsSafe(uri!), $"Access:Issuers: '{address}' must be https; http is for a loopback address alone.");
        return uri!;
    }

    /// <summary>Keys come over TLS; a loopback address is for development and tests.</summary>
    internal static bool IsSafe(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);

    private static void Demand(bool holds, string message)
    {
        if (!holds)
        {
            throw new FormatException(message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "No issuer is trusted, so every token is refused: set AzureAd or Access:Issuers, or Access:EmbeddedIssuer for a pilot")]
    private static partial void LogNobody(ILogger logger);
}
