namespace InfoShare.AccessLog;

/// <summary>The lines of a stored block, in the block's own memory.</summary>
internal static class LogLines
{
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> lines)
    {
        while (TryCut(ref lines, out var line))
        {
            yield return line;
        }
    }

    /// <summary>Cuts the first line off, without its end; false when nothing is left.</summary>
    public static bool TryCut(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> line)
    {
        if (rest.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = rest.Span.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return true;
    }
}
