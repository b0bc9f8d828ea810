using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InfoShare.Feed;

/// <summary>An institution's key pair for its messages: a private JWK (RFC 7517) of the curve P-256. The hub never has it; its public half is registered.</summary>
public sealed class FeedSigningKey : IDisposable
{
    private readonly ECDsa _key;

    private FeedSigningKey(ECDsa key, string? keyId)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        (X, Y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        KeyId = keyId ?? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    /// <summary>As the file says, or the key's thumbprint (RFC 7638).</summary>
    public string KeyId { get; }

    private string X { get; }

    private string Y { get; }

    public static FeedSigningKey New() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), null);

    /// <exception cref="InvalidDataException">It is no private JWK of P-256.</exception>
    public static FeedSigningKey Read(ReadOnlyMemory<byte> jwk)
    {
        try
        {
            using var document = JsonDocument.Parse(jwk);
            var key = document.RootElement;
            var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Number(key, "x"), Y = Number(key, "y") }, D = Number(key, "d") };
            return new(ECDsa.Create(parameters), key.TryGetProperty("kid", out var id) ? id.GetString() : null);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new InvalidDataException("This is not a private key of the curve P-256 as a JWK.", fault);
        }
    }

    /// <summary>The public half, as an item of an agency's <c>keys</c>.</summary>
    public string PublicJwk() => $$"""{"kid":"{{KeyId}}","kty":"EC","use":"sig","alg":"ES256","crv":"P-256","x":"{{X}}","y":"{{Y}}"}""";

    /// <summary>The private JWK, to be kept where its owner alone can read it.</summary>
    public string PrivateJwk() =>
        $$"""{"kid":"{{KeyId}}","kty":"EC","use":"sig","alg":"ES256","crv":"P-256","x":"{{X}}","y":"{{Y}}","d":"{{Base64Url.EncodeToString(_key.ExportParameters(includePrivateParameters: true).D)}}"}""";

    /// <summary>The content as a compact JWS.</summary>
    public string Sign(ReadOnlySpan<byte> content)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["alg"] = "ES256", ["kid"] = KeyId }, Json.StoredJson.Default.DictionaryStringString);
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(content)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Number(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
}
