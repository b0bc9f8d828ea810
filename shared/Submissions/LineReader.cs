using System.Buffers;
using System.IO.Pipelines;

namespace InfoShare.Submissions;

/// <summary>
/// Reads a stream line by line in bounded memory. A line that is too long is given cut off and marked, and reading goes on after its end.
/// </summary>
/// <param name="offset">Bytes of the input before the stream's first: where a checkpoint said to go on.</param>
/// <param name="line">Lines of the input before it.</param>
/// <param name="boundary">Where a line ends.</param>
public sealed class LineReader(Stream stream, long offset, long line, int maxBytes, LineBoundary boundary) : IAsyncDisposable
{
    private readonly PipeReader _pipe = PipeReader.Create(stream, new(bufferSize: 64 * 1024));

    private long _offset = offset;

    private long _line = line;

    /// <summary>The next line, or null at the end of the input.</summary>
    public async ValueTask<InputLine?> ReadAsync(CancellationToken cancellationToken)
    {
        var scan = new LineScan(boundary);
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (scan.FindEnd(buffer) is { } end)
            {
                return Take(buffer, end);
            }

            if (buffer.Length > maxBytes || scan.IsBroken || (result.IsCompleted && scan.IsOpen))
            {
                return await SkipAsync(buffer, cancellationToken);
            }

            if (result.IsCompleted)
            {
                return buffer.IsEmpty ? null : Take(buffer, (buffer.Length, buffer.Length));
            }

            _pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public ValueTask DisposeAsync() => _pipe.CompleteAsync();

    private InputLine Take(ReadOnlySequence<byte> buffer, (long Length, long Next) end)
    {
        _line++;
        _offset += end.Next;
        var tooLong = end.Length > maxBytes;
        var bytes = buffer.Slice(0, Math.Min(end.Length, maxBytes)).ToArray();
        _pipe.AdvanceTo(buffer.GetPosition(end.Next));
        return new(_line, _offset, bytes, tooLong);
    }

    /// <summary>
    /// Goes past a line that is too long or whose quotes are not in order. They are not trusted, for one that was never closed would swallow
    /// the rest of the input: the line is taken to end with its first line feed.
    /// </summary>
    private async ValueTask<InputLine?> SkipAsync(ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var start = buffer.Slice(0, Math.Min(buffer.Length, maxBytes)).ToArray();
        while (true)
        {
            var feed = buffer.PositionOf((byte)'\n');
            var next = feed is { } position ? buffer.GetPosition(1, position) : buffer.End;
            _offset += buffer.Slice(0, next).Length;
            _pipe.AdvanceTo(next);
            if (feed is not null)
            {
                break;
            }

            buffer = (await _pipe.ReadAsync(cancellationToken)).Buffer;
            if (buffer.IsEmpty)
            {
                _pipe.AdvanceTo(buffer.End);
                break;
            }
        }

        var cut = start.AsSpan().IndexOf((byte)'\n');
        return new(++_line, _offset, cut < 0 ? start : start.AsMemory(0, cut), TooLong: true);
    }
}
