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
            if (scan.FindEnd(buffer) is { } end && end.Length <= maxBytes)
            {
                return Take(buffer, end);
            }

            // One byte more may be the carriage return before the end. Whether the end came with this piece or not must make no difference:
            // the same input has the same lines for whoever reads it, in whatever pieces.
            if (buffer.Length > maxBytes + (result.IsCompleted ? 0L : 1L) || scan.IsBroken || (result.IsCompleted && scan.IsOpen))
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
        var bytes = buffer.Slice(0, end.Length).ToArray();
        _pipe.AdvanceTo(buffer.GetPosition(end.Next));
        return new(_line, _offset, bytes, TooLong: false);
    }

    /// <summary>
    /// Goes past a line that is too long or whose quotes are not in order. They are not trusted, for one that was never closed would swallow
    /// the rest of the input: the line is taken to end where the first text line of it does.
    /// </summary>
    private async ValueTask<InputLine?> SkipAsync(ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var start = new ArrayBufferWriter<byte>();
        while (true)
        {
            var end = buffer.PositionOf(boundary.End);
            Keep(end is { } cut ? buffer.Slice(0, cut) : buffer, start);
            var next = end is { } position ? buffer.GetPosition(1, position) : buffer.End;
            _offset += buffer.Slice(0, next).Length;
            _pipe.AdvanceTo(next);
            if (end is not null)
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

        var line = boundary.End == (byte)'\n' ? start.WrittenMemory.TrimEnd((byte)'\r') : start.WrittenMemory;
        return new(++_line, _offset, line, TooLong: true);
    }

    private void Keep(ReadOnlySequence<byte> part, ArrayBufferWriter<byte> start)
    {
        foreach (var memory in part.Slice(0, Math.Min(part.Length, maxBytes - start.WrittenCount)))
        {
            start.Write(memory.Span);
        }
    }
}
