using System.Buffers.Binary;
using InfoShare.Storage;

namespace InfoShare.Snapshots;

/// <summary>
/// A captured index as a snapshot's bytes, made piece by piece as they are read: besides the capture it takes one buffer, however large the
/// index is.
/// </summary>
internal sealed class SnapshotStream : ReadOnlyStream
{
    private const int ChunkBytes = 256 * 1024;

    private readonly byte[] _chunk = new byte[ChunkBytes];

    private readonly IEnumerator<int> _chunks;

    private SnapshotChecksum _checksum = new();

    private ReadOnlyMemory<byte> _ready;

    public SnapshotStream(SnapshotHeader header, SnapshotCapture capture) => _chunks = Chunks(header, capture).GetEnumerator();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_ready.IsEmpty && _chunks.MoveNext())
        {
            _ready = _chunk.AsMemory(0, _chunks.Current);
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
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

    /// <summary>Fills the chunk again and again; gives the bytes of it that are filled.</summary>
    private IEnumerable<int> Chunks(SnapshotHeader header, SnapshotCapture capture)
    {
        header.Write().CopyTo(_chunk, 0);
        yield return Checked(SnapshotHeader.Bytes);
        foreach (var column in capture.Parts.SelectMany(part => part.Columns).Select(named => named.Column))
        {
            var padded = SnapshotHeader.Padded(column.Length);
            for (long offset = 0; offset < padded; offset += ChunkBytes)
            {
                var filled = (int)Math.Clamp(column.Length - offset, 0, ChunkBytes);
                column.Read(offset, _chunk.AsSpan(0, filled));
                var size = (int)Math.Min(padded - offset, ChunkBytes);
                _chunk.AsSpan(filled, size - filled).Clear();
                yield return Checked(size);
            }
        }

        BinaryPrimitives.WriteUInt64LittleEndian(_chunk, _checksum.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(_chunk.AsSpan(8), SnapshotHeader.Mark);
        yield return SnapshotHeader.EndBytes;
    }

    private int Checked(int size)
    {
        _checksum.Add(_chunk.AsSpan(0, size));
        return size;
    }
}
