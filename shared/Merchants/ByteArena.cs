using System.Runtime.InteropServices;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// Byte strings, appended and never changed, in large segments; one is found again by the place that <see cref="Add"/> gave. A place is an
/// offset, as if the segments were one array; no string lies across two of them.
/// </summary>
internal sealed class ByteArena : ISnapshotColumn
{
    /// <summary>Bytes of a string at most. A record's facts are far below, for its entry is.</summary>
    public const int MaxLength = (1 << Bits) - sizeof(int);

    private const int Bits = 20;

    private const int Mask = (1 << Bits) - 1;

    private readonly Segments<byte> _segments = new(Bits);

    private long _end;

    public long SizeInBytes => _segments.SizeInBytes;

    public ReadOnlySpan<byte> Get(long place)
    {
        var segment = _segments[(int)(place >> Bits)];
        var start = (int)place & Mask;
        return segment.Slice(start + sizeof(int), MemoryMarshal.Read<int>(segment[start..]));
    }

    public long Add(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxLength);
        var place = PlaceFor(bytes.Length + sizeof(int));
        if ((int)(place >> Bits) == _segments.Count)
        {
            _segments.Grow();
        }

        var segment = _segments[(int)(place >> Bits)][((int)place & Mask)..];
        MemoryMarshal.Write(segment, bytes.Length);
        bytes.CopyTo(segment[sizeof(int)..]);
        _end = place + sizeof(int) + bytes.Length;
        return place;
    }

    public ColumnCapture Capture() => new(_end, Read);

    public void Load(SnapshotBytes bytes)
    {
        _segments.Load(bytes);
        _end = bytes.Length;
    }

    /// <summary>Here if it still fits, else at the beginning of the next segment.</summary>
    private long PlaceFor(int needed) => (_end & Mask) + needed <= 1 << Bits ? _end : ((_end >> Bits) + 1) << Bits;

    private void Read(long offset, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var segment = _segments[(int)(offset >> Bits)][((int)offset & Mask)..];
            var count = Math.Min(segment.Length, bytes.Length);
            segment[..count].CopyTo(bytes);
            bytes = bytes[count..];
            offset += count;
        }
    }
}
