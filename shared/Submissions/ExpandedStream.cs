using System.Globalization;
using System.IO.Compression;

namespace InfoShare.Submissions;

/// <summary>
/// A gzip input decompressed, within bounds: whoever sends a few kilobytes that unpack to gigabytes is stopped, and damage and a missing end
/// are told apart from the end of the input.
/// </summary>
public sealed class ExpandedStream(MeteredStream compressed, SubmissionOptions options) : Stream
{
    /// <summary>Below this no ratio is judged: small inputs of blanks are harmless.</summary>
    private const long FreeBytes = 1 << 20;

    private readonly GZipStream _gzip = new(compressed, CompressionMode.Decompress);

    private long _expanded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _expanded; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await _gzip.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            throw new UnreadableInputException("The gzip data is damaged or not complete.", fault);
        }

        // The decompressor takes a missing end for the end: the length that a gzip file ends with (RFC 1952) tells them apart.
        if (read == 0 && buffer.Length > 0 && compressed.Tail != (uint)_expanded)
        {
            throw new UnreadableInputException("The gzip data is damaged or not complete, or is several gzip files in one.");
        }

        _expanded += read;
        if (_expanded > options.MaxExpandedBytes)
        {
            throw new UnreadableInputException(
                string.Create(CultureInfo.InvariantCulture, $"The gzip data unpacks to more than {options.MaxExpandedBytes} bytes."));
        }

        if (_expanded > FreeBytes && _expanded > compressed.Count * options.MaxExpansionRatio)
        {
            throw new UnreadableInputException(
                string.Create(CultureInfo.InvariantCulture, $"The gzip data unpacks to more than {options.MaxExpansionRatio} times its size."));
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }
}
