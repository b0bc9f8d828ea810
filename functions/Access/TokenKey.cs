using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace InfoShare.Functions.Access;

/// <summary>A token's SHA-256, under which it is remembered: the hub's memory holds no token.</summary>
public readonly record struct TokenKey(long A, long B, long C, long D)
{
    public static TokenKey Of(ReadOnlySpan<byte> token)
    {
        Span<long> hash = stackalloc long[4];
        SHA256.HashData(token, MemoryMarshal.AsBytes(hash));
        return new(hash[0], hash[1], hash[2], hash[3]);
    }

    public override int GetHashCode() => (int)A;
}
