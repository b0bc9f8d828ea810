using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Pieces, one after another, as a stream.</summary>
internal sealed class ChunkStream(IEnumerable<byte[]> chunks) : ReadOnlyStream
{
    private readonly IEnumerator<byte[]> _chunks = chunks.GetEnumerator();

    private ReadOnlyMemory<byte> _rest;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && (!_rest.IsEmpty || MoveNext()))
        {
            var count = Math.Min(_rest.Length, buffer.Length - filled);
            _rest.Span[..count].CopyTo(buffer[filled..]);
            _rest = _rest[count..];
            filled += count;
        }

        return filled;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    protected override void Dispose(bool disposing)
    {
        _chunks.Dispose();
        base.Dispose(disposing);
    }

    private bool MoveNext()
    {
        while (_chunks.MoveNext())
        {
            _rest = _chunks.Current;
            if (!_rest.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
