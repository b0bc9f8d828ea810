using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InfoShare.Snapshots;

/// <summary>
/// CRC-32C (Castagnoli; RFC 3720, appendix B.4) of the even and of the odd 8-byte words, 64 bits together: processors compute it as fast as
/// memory delivers. It guards against damage, not against an adversary: who can write blobs can write records.
/// </summary>
internal struct SnapshotChecksum()
{
    private const int Pair = 2;

    private uint _even = uint.MaxValue;

    private uint _odd = uint.MaxValue;

    public readonly ulong Value => ((ulong)_odd << 32) | _even;

    /// <remarks>Compiled at its best at once: a start would otherwise go through a whole snapshot in code that is not optimised yet.</remarks>
    /// <param name="bytes">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var (even, odd) = (_even, _odd);
        for (var at = 0; at + Pair <= words.Length; at += Pair)
        {
            even = BitOperations.Crc32C(even, words[at]);
            odd = BitOperations.Crc32C(odd, words[at + 1]);
        }

        (_even, _odd) = (even, odd);
    }
}
