using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace InfoShare.Tests.Access;

/// <summary>Makes tokens as they should be, and as they should not.</summary>
internal static class Jws
{
    /// <summary>A compact token; <paramref name="sign"/> signs the ASCII bytes of its first two parts.</summary>
    public static string Make(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign) => Make(header.ToJsonString(), claims.ToJsonString(), sign);

    /// <inheritdoc cref="Make(JsonObject, JsonObject, Func{byte[], byte[]})"/>
    public static string Make(string header, string claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static Func<byte[], byte[]> Es256(ECDsa key) => bytes => key.SignData(bytes, HashAlgorithmName.SHA256);

    public static Func<byte[], byte[]> Rs256(RSA key) => bytes => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static Func<byte[], byte[]> Hs256(byte[] secret) => bytes => HMACSHA256.HashData(secret, bytes);
}
