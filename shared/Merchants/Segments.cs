using System.Runtime.CompilerServices;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// The room of a growing flat array, in segments of 2^<paramref name="bits"/> values: the first ones lie in a snapshot's memory if there is
/// one, the others are arrays. Growing moves nothing that a reader may hold.
/// </summary>
internal sealed class Segments<T>(int bits)
    where T : unmanaged
{
    /// <summary>With room for more; doubled, since a list as long as its arrays would be copied for each of them.</summary>
    private volatile T[][] _arrays = [];

    private int _used;

    /// <summary>How many whole segments lie in the snapshot's memory.</summary>
    private int _mapped;

    private SnapshotBytes _bytes;

    public int Count => _mapped + _used;

    public long SizeInBytes => ((long)Count << bits) * Unsafe.SizeOf<T>();

    /// <summary>One value.</summary>
    public ref T At(int segment, int within) =>
        ref (uint)segment < (uint)_mapped ? ref SnapshotBytes.At<T>(AddressOf(segment) + ((nint)within * Unsafe.SizeOf<T>())) : ref _arrays[segment - _mapped][within];

    /// <summary>All of a segment, whether it has been filled or not.</summary>
    public Span<T> this[int segment] => (uint)segment < (uint)_mapped ? SnapshotBytes.Values<T>(AddressOf(segment), 1 << bits) : _arrays[segment - _mapped];

    public void Grow()
    {
        var arrays = _arrays;
        if (_used == arrays.Length)
        {
            Array.Resize(ref arrays, Math.Max(4, 2 * _used));
        }

        arrays[_used++] = GC.AllocateArray<T>(1 << bits, pinned: true);
        _arrays = arrays;
    }

    /// <summary>Takes over a snapshot's values. The last ones, which fill no whole segment, are copied, so that there is room to go on.</summary>
    public void Load(SnapshotBytes bytes)
    {
        var count = bytes.CountOf<T>();
        _bytes = bytes;
        _mapped = count >> bits;
        var rest = count & ((1 << bits) - 1);
        if (rest > 0)
        {
            Grow();
            SnapshotBytes.Values<T>(AddressOf(_mapped), rest).CopyTo(_arrays[0]);
        }
    }

    private nint AddressOf(int segment) => _bytes.Address + (((nint)segment << bits) * Unsafe.SizeOf<T>());
}
