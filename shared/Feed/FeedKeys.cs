using System.Buffers.Text;
using System.Security.Cryptography;
using InfoShare.Agencies;

namespace InfoShare.Feed;

/// <summary>Whether a message is signed by a key that its agency has registered and not taken away since.</summary>
public static class FeedKeys
{
    private const int CoordinateBytes = 32;

    /// <summary>The agency's key of this name with which ES256 can be checked, or null: unknown, revoked, or for something else.</summary>
    public static AgencyKey? Find(Agency agency, string keyId) => agency.Keys.FirstOrDefault(key =>
        key.Kid == keyId && key is { Kty: "EC", Crv: "P-256", Use: null or "sig", Alg: null or "ES256", X: not null, Y: not null });

    /// <summary>Whether the signature is this key's. A key that is no point of the curve signs nothing.</summary>
    public static bool Verifies(AgencyKey key, FeedMessage message)
    {
        try
        {
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Coordinate(key.X!), Y = Coordinate(key.Y!) } });
            return ecdsa.VerifyData(message.Signed.Span, message.Signature.Span, HashAlgorithmName.SHA256);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static byte[] Coordinate(string text)
    {
        var bytes = Base64Url.DecodeFromChars(text);
        return bytes.Length == CoordinateBytes ? bytes : throw new FormatException("Another length than the curve's.");
    }
}
