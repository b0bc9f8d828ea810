using System.Runtime.CompilerServices;

namespace InfoShare.Merchants;

/// <summary>
/// A growing flat array in segments, for one writer and many readers without locks: a value is there before its ordinal is published,
/// and growing moves nothing that a reader may hold.
/// </summary>
internal sealed class Column<T>
    where T : unmanaged
{
    private const int Bits = 12;

    private const int Mask = (1 << Bits) - 1;

    private volatile T[][] _segments = [];

    private int _count;

    public int Count => Volatile.Read(ref _count);

    public long SizeInBytes => (long)_segments.Length * (((1L << Bits) * Unsafe.SizeOf<T>()) + IntPtr.Size);

    public ref T this[int ordinal] => ref _segments[ordinal >> Bits][ordinal & Mask];

    public int Add(T value)
    {
        var ordinal = _count;
        if (ordinal >> Bits == _segments.Length)
        {
            _segments = [.. _segments, new T[1 << Bits]];
        }

        this[ordinal] = value;
        Volatile.Write(ref _count, ordinal + 1);
        return ordinal;
    }
}
