using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// What comes through a pipe, compressed as it is read, with the lengths and hashes of both sides: a file is made, compressed and stored at
/// once, and never held.
/// </summary>
internal sealed class CompressedStream : ReadOnlyStream
{
    public const CompressionLevel Level = CompressionLevel.Optimal;

    private readonly PipeReader _input;

    private readonly ArrayBufferWriter<byte> _ready = new(128 * 1024);

    private readonly GZipStream _gzip;

    private readonly IncrementalHash _contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private int _taken;

    private bool _isWhole;

    public CompressedStream(PipeReader input)
    {
        _input = input;
        _gzip = new(new BufferStream(_ready), Level);
    }

    /// <summary>Bytes that came in.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Bytes that went out.</summary>
    public long CompressedLength { get; private set; }

    /// <summary>SHA-256 of what came in and of what went out, in hexadecimal; once, at the end.</summary>
    public (string Content, string Compressed) Hashes() =>
        (Convert.ToHexStringLower(_contentHash.GetHashAndReset()), Convert.ToHexStringLower(_hash.GetHashAndReset()));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_taken == _ready.WrittenCount && !_isWhole)
        {
            _ready.ResetWrittenCount();
            _taken = 0;
            await TakeAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _ready.WrittenCount - _taken);
        _ready.WrittenMemory.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        CompressedLength += count;
        _hash.AppendData(buffer.Span[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
            _contentHash.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        var result = await _input.ReadAsync(cancellationToken);
        foreach (var part in result.Buffer)
        {
            _contentHash.AppendData(part.Span);
            _gzip.Write(part.Span);
            ContentLength += part.Length;
        }

        _input.AdvanceTo(result.Buffer.End);
        if (result.IsCompleted)
        {
            await _gzip.DisposeAsync();
            _isWhole = true;
        }
    }

    /// <summary>Takes what the compressor gives out.</summary>
    private sealed class BufferStream(ArrayBufferWriter<byte> into) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => into.Write(buffer);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
