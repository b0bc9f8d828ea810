using System.Text.Json;

namespace InfoShare.AccessLog;

/// <summary>
/// One block being read line by line. A line's place in time is that of its entry, held within the span of the block and never before the line
/// above it: so the places of a block rise, whatever the clocks did, and a reader knows where to look for them.
/// </summary>
internal sealed class BlockLines(string row, long begunAt, ReadOnlyMemory<byte> lines)
{
    private readonly long _endsAt = begunAt + AccessLogWriter.MaxDelay.Ticks;
    private ReadOnlyMemory<byte> _rest = lines;

    public string Row => row;

    /// <summary>The current line's place in time, in ticks.</summary>
    public long Ticks { get; private set; } = begunAt;

    /// <summary>JSON, without the line's end.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool MoveNext()
    {
        if (!LogLines.TryCut(ref _rest, out var line))
        {
            return false;
        }

        Line = line;
        Ticks = Math.Max(Ticks, Math.Min(At(Line.Span), _endsAt));
        return true;
    }

    /// <summary>A line begins with <c>at</c>.</summary>
    private static long At(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        json.Read();
        json.Read();
        return json.GetDateTime().Ticks;
    }
}
