namespace InfoShare.Submissions;

/// <summary>A line of the input.</summary>
/// <param name="Number">From 1.</param>
/// <param name="End">Where the next line begins: bytes into the decompressed input in UTF-8.</param>
/// <param name="Bytes">Without its end of line; cut off where it is <paramref name="TooLong"/>. The line's own copy.</param>
/// <param name="TooLong">It is longer than is allowed, or a CSV row whose quotes are not in order.</param>
public readonly record struct InputLine(long Number, long End, ReadOnlyMemory<byte> Bytes, bool TooLong)
{
    /// <summary>There is nothing on it but blanks.</summary>
    public bool IsBlank => !TooLong && Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0;
}
