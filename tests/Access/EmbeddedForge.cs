using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Access;

/// <summary>Who has the embedded issuer's key, and misuses it: every kind of token that a hub must not take, made for <c>cn-customs</c>.</summary>
internal sealed class EmbeddedForge : IDisposable
{
    private readonly JsonNode _jwk;
    private readonly ECDsa _key;
    private readonly ECDsa _otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public EmbeddedForge(HubDriver hub)
    {
        var folder = hub.Services.GetRequiredService<HubOptions>().DataDirectory;
        _jwk = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, EmbeddedIssuer.KeyFile)))!;
        _key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Part("x"), Y = Part("y") },
            D = Part("d"),
        });
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private JsonObject Header => new() { ["alg"] = "ES256", ["typ"] = "JWT", ["kid"] = _jwk["kid"]!.GetValue<string>() };

    private static JsonObject Claims => new()
    {
        ["iss"] = EmbeddedIssuer.Issuer,
        ["aud"] = EmbeddedIssuer.Audience,
        ["sub"] = "cn-customs",
        ["roles"] = new JsonArray("reader"),
        ["nbf"] = Now - 10,
        ["exp"] = Now + 600,
    };

    /// <summary>A token that is as it should be, so that each bad one differs in one thing.</summary>
    public string Good() => Make(_ => { }, _ => { });

    /// <summary>The kinds of bad tokens by name.</summary>
    public IReadOnlyDictionary<string, Func<string>> Bad => new Dictionary<string, Func<string>>
    {
        ["garbage"] = () => "garbage",
        ["characters-of-no-token"] = () => "abc.d f.ghi",
        ["two-parts"] = () => Good()[..Good().LastIndexOf('.')],
        ["five-parts"] = () => Good() + ".AAAA.AAAA",
        ["empty-parts"] = () => "..",
        ["no-json"] = () => Jws.Make("not json", "not json", Jws.Es256(_key)),
        ["array-for-claims"] = () => Jws.Make(Header.ToJsonString(), "[]", Jws.Es256(_key)),
        ["alg-none"] = () => Jws.Make(Changed(Header, header => header["alg"] = "none"), Claims, _ => []),
        ["alg-none-signed"] = () => Make(header => header["alg"] = "none", _ => { }),
        ["hs256-with-the-public-key"] = () => Jws.Make(Changed(Header, header => header["alg"] = "HS256"), Claims, Jws.Hs256([.. Part("x"), .. Part("y")])),
        ["hs256-with-the-public-pem"] = () =>
            Jws.Make(Changed(Header, header => header["alg"] = "HS256"), Claims, Jws.Hs256(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()))),
        ["another-asymmetric-algorithm"] = () => Make(header => header["alg"] = "ES384", _ => { }),
        ["no-algorithm"] = () => Make(header => header.Remove("alg"), _ => { }),
        ["unknown-kid"] = () => Make(header => header["kid"] = "unknown", _ => { }),
        ["no-kid"] = () => Make(header => header.Remove("kid"), _ => { }),
        ["own-key-in-the-header"] = () => Jws.Make(Changed(Header, AddOwnKey), Claims, Jws.Es256(_otherKey)),
        ["critical-extension"] = () => Make(header => header["crit"] = new JsonArray("b64"), _ => { }),
        ["another-type"] = () => Make(header => header["typ"] = "logout+jwt", _ => { }),
        ["another-key"] = () => Jws.Make(Header, Claims, Jws.Es256(_otherKey)),
        ["signature-flipped"] = () => Flip(Good()),
        ["signature-with-bits-to-spare"] = () => Good() is var good ? good[..^1] + NotCanonical(good[^1]) : "",
        ["no-signature"] = () => Jws.Make(Header, Claims, _ => []),
        ["signature-of-zeroes"] = () => Jws.Make(Header, Claims, _ => new byte[64]),
        ["claims-changed"] = () => Good().Split('.') is [var header, _, var signature] ? $"{header}.{Other(Claims)}.{signature}" : "",
        ["wrong-audience"] = () => Make(_ => { }, claims => claims["aud"] = "another-hub"),
        ["no-audience"] = () => Make(_ => { }, claims => claims.Remove("aud")),
        ["audience-is-a-number"] = () => Make(_ => { }, claims => claims["aud"] = 5),
        ["identifier-is-a-number"] = () => Make(_ => { }, claims => claims["jti"] = 5),
        ["wrong-issuer"] = () => Make(_ => { }, claims => claims["iss"] = "https://id.example/"),
        ["no-issuer"] = () => Make(_ => { }, claims => claims.Remove("iss")),
        ["expired"] = () => Make(_ => { }, claims => claims["exp"] = Now - 120),
        ["no-expiry"] = () => Make(_ => { }, claims => claims.Remove("exp")),
        ["expiry-is-a-text"] = () => Make(_ => { }, claims => claims["exp"] = "tomorrow"),
        ["expiry-beyond-time"] = () => Make(_ => { }, claims => claims["exp"] = 1e300),
        ["not-yet-valid"] = () => Make(_ => { }, claims => claims["nbf"] = Now + 300),
        ["a-claim-twice"] = () => Jws.Make(Header.ToJsonString(), Claims.ToJsonString().Replace("{", "{\"sub\":\"hub-operator\",", StringComparison.Ordinal), Jws.Es256(_key)),
        ["longer-than-16-kib"] = () => Make(_ => { }, claims => claims["padding"] = new string('x', 16 * 1024)),
        ["unknown-agency"] = () => Make(_ => { }, claims => claims["sub"] = "xx-nobody"),
        ["no-agency-id"] = () => Make(_ => { }, claims => claims["sub"] = "../cn-customs"),
        ["no-subject"] = () => Make(_ => { }, claims => claims.Remove("sub")),
    };

    public string Make(Action<JsonObject> changeHeader, Action<JsonObject> changeClaims) =>
        Jws.Make(Changed(Header, changeHeader), Changed(Claims, changeClaims), Jws.Es256(_key));

    public void Dispose()
    {
        _key.Dispose();
        _otherKey.Dispose();
    }

    private static JsonObject Changed(JsonObject json, Action<JsonObject> change)
    {
        change(json);
        return json;
    }

    private static string Other(JsonObject claims) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Changed(claims, other => other["sub"] = "hub-operator").ToJsonString()));

    private static string Flip(string token)
    {
        var at = token.LastIndexOf('.') + 10;
        return $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
    }

    /// <summary>The last character of 64 bytes carries two bits of them; this one carries the same two and another rest.</summary>
    private static char NotCanonical(char last)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return Alphabet[Alphabet.IndexOf(last, StringComparison.Ordinal) ^ 1];
    }

    private void AddOwnKey(JsonObject header)
    {
        var own = _otherKey.ExportParameters(includePrivateParameters: false).Q;
        header["jwk"] = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(own.X),
            ["y"] = Base64Url.EncodeToString(own.Y),
        };
    }

    private byte[] Part(string name) => Base64Url.DecodeFromChars(_jwk[name]!.GetValue<string>());
}
