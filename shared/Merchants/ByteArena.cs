namespace InfoShare.Merchants;

/// <summary>Byte strings, appended and never changed, in large segments; one is found again by the place that <see cref="Add"/> gave.</summary>
internal sealed class ByteArena
{
    private const int FirstSegment = 1 << 16;

    private const int FullSegment = 1 << 20;

    private volatile byte[][] _segments = [];

    private int _used;

    public long SizeInBytes { get; private set; }

    public ReadOnlyMemory<byte> Get(long place)
    {
        var segment = _segments[(int)(place >> 32)];
        var start = (int)(place & uint.MaxValue);
        return segment.AsMemory(start + sizeof(int), BitConverter.ToInt32(segment, start));
    }

    public long Add(ReadOnlySpan<byte> bytes)
    {
        var needed = bytes.Length + sizeof(int);
        if (_segments.Length == 0 || _segments[^1].Length - _used < needed)
        {
            Grow(needed);
        }

        var segment = _segments[^1];
        BitConverter.TryWriteBytes(segment.AsSpan(_used), bytes.Length);
        bytes.CopyTo(segment.AsSpan(_used + sizeof(int)));
        var place = ((long)(_segments.Length - 1) << 32) | (uint)_used;
        _used += needed;
        return place;
    }

    private void Grow(int needed)
    {
        var segment = new byte[Math.Max(needed, _segments.Length == 0 ? FirstSegment : FullSegment)];
        _segments = [.. _segments, segment];
        _used = 0;
        SizeInBytes += segment.Length;
    }
}
