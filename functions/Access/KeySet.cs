using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace InfoShare.Functions.Access;

/// <summary>
/// Reads a JWK Set (RFC 7517): signature keys with an id, RSA of at least 2,048 bits or EC of the three NIST curves. Others are passed over,
/// as the RFC asks: symmetric keys, keys for encryption, keys of kinds that the hub does not know.
/// </summary>
public static class KeySet
{
    /// <summary>Keys that are kept of one set.</summary>
    public const int MaxKeys = 100;

    private const int MinRsaBytes = 256;

    /// <exception cref="JsonException">Not a JWK Set.</exception>
    public static FrozenDictionary<string, JsonWebKey> Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, new() { MaxDepth = 8 });
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("keys", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("Not a JWK Set: an object with an array 'keys' is expected.");
        }

        var keys = new Dictionary<string, JsonWebKey>(StringComparer.Ordinal);
        foreach (var key in list.EnumerateArray().Take(MaxKeys).Select(ReadKey).OfType<JsonWebKey>())
        {
            keys.TryAdd(key.Kid, key);
        }

        return keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static JsonWebKey? ReadKey(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object || Text(jwk, "kid") is not { Length: > 0 } kid || Text(jwk, "use") is not (null or "sig"))
        {
            return null;
        }

        return Text(jwk, "kty") switch
        {
            "RSA" when Bytes(jwk, "n") >= MinRsaBytes && Bytes(jwk, "e") > 0 =>
                new() { Kid = kid, Kty = "RSA", N = Text(jwk, "n"), E = Text(jwk, "e"), Alg = Text(jwk, "alg") },
            "EC" when Text(jwk, "crv") is { } curve && CurveBytes(curve) is var size && size > 0 && Bytes(jwk, "x") == size && Bytes(jwk, "y") == size =>
                new() { Kid = kid, Kty = "EC", Crv = curve, X = Text(jwk, "x"), Y = Text(jwk, "y"), Alg = Text(jwk, "alg") },
            _ => null,
        };
    }

    private static int CurveBytes(string curve) => curve switch
    {
        "P-256" => 32,
        "P-384" => 48,
        "P-521" => 66,
        _ => 0,
    };

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Bytes(JsonElement jwk, string name) =>
        Text(jwk, name) is { } text && Base64Url.IsValid(text, out var length) ? length : 0;
}
