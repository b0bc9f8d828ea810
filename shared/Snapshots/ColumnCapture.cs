namespace InfoShare.Snapshots;

/// <summary>Fills <paramref name="bytes"/> with a captured column's bytes from <paramref name="offset"/>, both multiples of 16 or at the column's end.</summary>
internal delegate void ReadColumn(long offset, Span<byte> bytes);

/// <summary>A column's bytes as they stood at one moment, read while the index goes on.</summary>
internal sealed record ColumnCapture(long Length, ReadColumn Read)
{
    /// <summary>Of a copy.</summary>
    public static ColumnCapture Of(byte[] copy) => new(copy.Length, (offset, bytes) => copy.AsSpan((int)offset, bytes.Length).CopyTo(bytes));
}
