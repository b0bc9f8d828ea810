using System.Buffers.Binary;
using System.Runtime.InteropServices;
using InfoShare.Merchants;
using InfoShare.Snapshots;

namespace InfoShare.Screening;

/// <summary>
/// Hashes of words under a random key of the index, which goes with it into snapshots: nobody can publish words that collide on purpose. Words
/// that collide all the same are told apart by their letters or by all the bits, so that no answer depends on the key.
/// </summary>
internal sealed class WordHash
{
    private IndexHash _hash;

    public WordHash(IndexHash hash) => _hash = hash;

    /// <summary>Comes before every column that holds hashes.</summary>
    public ISnapshotColumn Key => new SmallColumn(Save, Load);

    /// <param name="seed">Tells apart what the text is taken for.</param>
    public ulong Of(ReadOnlySpan<char> text, uint seed = 0) => _hash.Of(seed, MemoryMarshal.AsBytes(text));

    private byte[] Save()
    {
        var key = new byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(key, _hash.Key.Key0);
        BinaryPrimitives.WriteUInt64LittleEndian(key.AsSpan(sizeof(ulong)), _hash.Key.Key1);
        return key;
    }

    private void Load(byte[] key) => _hash = key.Length == 2 * sizeof(ulong)
        ? new(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(sizeof(ulong))))
        : throw new InvalidDataException($"A key of {key.Length} bytes is none.");
}
