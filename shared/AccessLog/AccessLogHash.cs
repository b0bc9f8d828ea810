using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using InfoShare.Access;

namespace InfoShare.AccessLog;

/// <summary>
/// What stands in the access log for an identifier or a name that was asked for: 128 bits of HMAC-SHA-256 under a hub key, in base64url.
/// The same text gives the same hash, so that an auditor can count, and nobody without the key can tell what it was.
/// </summary>
public sealed class AccessLogHash(HubKeys keys)
{
    /// <summary>Characters of a hash.</summary>
    public const int Length = 22;

    private const int Bytes = 16;

    private readonly byte[] _key = keys.AccessLog.ToArray();

    /// <summary>One that nobody uses just now: keyed once, it hashes in half the time.</summary>
    private IncrementalHash? _spare;

    public string Of(string text)
    {
        Span<byte> hash = stackalloc byte[Length];
        Write(text, hash);
        return Encoding.ASCII.GetString(hash);
    }

    /// <summary>Writes the hash's <see cref="Length"/> ASCII characters.</summary>
    public void Write(string text, Span<byte> destination)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var utf8 = size <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(size);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        Base64Url.EncodeToUtf8(hash[..Bytes], destination);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private void Hash(ReadOnlySpan<byte> utf8, Span<byte> hash)
    {
        var hmac = Interlocked.Exchange(ref _spare, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(utf8);
        hmac.GetHashAndReset(hash);
        Interlocked.Exchange(ref _spare, hmac)?.Dispose();
    }
}
