using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// A growing flat array in segments, for one writer and many readers without locks: a value is there before its ordinal is published,
/// and growing moves nothing that a reader may hold. In a snapshot as it is, if its values never change; else by way of
/// <see cref="ChangingColumn{T}"/>.
/// </summary>
internal sealed class Column<T> : ISnapshotColumn
    where T : unmanaged
{
    private const int Bits = 12;

    private const int Mask = (1 << Bits) - 1;

    private readonly Segments<T> _segments = new(Bits);

    private int _count;

    public int Count => Volatile.Read(ref _count);

    public long SizeInBytes => _segments.SizeInBytes;

    public ref T this[int ordinal] => ref _segments.At(ordinal >> Bits, ordinal & Mask);

    public int Add(T value)
    {
        var ordinal = _count;
        if (ordinal >> Bits == _segments.Count)
        {
            _segments.Grow();
        }

        this[ordinal] = value;
        Volatile.Write(ref _count, ordinal + 1);
        return ordinal;
    }

    /// <summary>Values from an ordinal on: as many of <paramref name="count"/> as lie in one piece, at least one.</summary>
    public ReadOnlySpan<T> Piece(int first, int count)
    {
        var segment = _segments[first >> Bits][(first & Mask)..];
        return count < segment.Length ? segment[..count] : segment;
    }

    /// <summary>Copies values from an ordinal on.</summary>
    public void CopyTo(int first, Span<T> values)
    {
        while (!values.IsEmpty)
        {
            var segment = _segments[first >> Bits][(first & Mask)..];
            var count = Math.Min(segment.Length, values.Length);
            segment[..count].CopyTo(values);
            values = values[count..];
            first += count;
        }
    }

    /// <summary>The values up to the present count.</summary>
    public ColumnCapture Capture() => new(
        (long)Count * Unsafe.SizeOf<T>(),
        (offset, bytes) => CopyTo((int)(offset / Unsafe.SizeOf<T>()), MemoryMarshal.Cast<byte, T>(bytes)));

    public void Load(SnapshotBytes bytes)
    {
        _segments.Load(bytes);
        _count = bytes.CountOf<T>();
    }
}
