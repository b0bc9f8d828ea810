using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace InfoShare.Merchants;

/// <summary>
/// SipHash-1-3 (Aumasson and Bernstein, 2012) under a random key of the index, so that nobody can publish identifiers or words that collide on purpose.
/// Every hit is compared with the record itself: a collision costs time, never a wrong answer.
/// </summary>
internal sealed class IndexHash(ulong key0, ulong key1)
{
    /// <summary>One of a new index.</summary>
    public static IndexHash Random()
    {
        var key = RandomNumberGenerator.GetBytes(2 * sizeof(ulong));
        return new(BitConverter.ToUInt64(key), BitConverter.ToUInt64(key, sizeof(ulong)));
    }

    /// <summary>The hashes in an index, and in its snapshots, are of this key.</summary>
    public (ulong Key0, ulong Key1) Key => (key0, key1);

    public ulong Identifier(bool ofParty, string scheme, ReadOnlySpan<byte> value)
    {
        Span<byte> bytes = stackalloc byte[64];
        var text = Encoding.UTF8.GetBytes(scheme.AsSpan(0, Math.Min(scheme.Length, 20)), bytes);
        return Of(Of(ofParty ? 2UL : 1UL, bytes[..text]), value);
    }

    /// <summary>Hash of the bytes, chained to <paramref name="seed"/>.</summary>
    public ulong Of(ulong seed, ReadOnlySpan<byte> bytes)
    {
        var (k0, k1) = (key0, key1 ^ seed);
        var state = new State(k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573);
        var rest = bytes;
        for (; rest.Length >= 8; rest = rest[8..])
        {
            state.Take(BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        Span<byte> last = stackalloc byte[8];
        last.Clear();
        rest.CopyTo(last);
        last[7] = (byte)bytes.Length;
        state.Take(BinaryPrimitives.ReadUInt64LittleEndian(last));
        return state.Finish();
    }

    private struct State(ulong v0, ulong v1, ulong v2, ulong v3)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(ulong word)
        {
            v3 ^= word;
            Round();
            v0 ^= word;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Finish()
        {
            v2 ^= 0xff;
            Round();
            Round();
            Round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Round()
        {
            v0 += v1;
            v2 += v3;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
