using System.Security.Cryptography;

namespace InfoShare.Submissions;

/// <summary>
/// Passes on what is read from <paramref name="inner"/>, counting it and, if asked, hashing it; more than <paramref name="limit"/> bytes
/// are an <see cref="InputTooLargeException"/>, and an end before <paramref name="expected"/> bytes is an <see cref="IncompleteInputException"/>.
/// </summary>
public sealed class MeteredStream(Stream inner, long limit, IncrementalHash? hash = null, long? expected = null) : Stream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>The last four bytes read, as a little-endian number: where a gzip file says how long its content is.</summary>
    public uint Tail { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Take(buffer.Span[..read]);
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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> read)
    {
        Count += read.Length;
        if (Count > limit)
        {
            throw new InputTooLargeException(limit);
        }

        if (read.IsEmpty && Count < expected)
        {
            throw new IncompleteInputException();
        }

        foreach (var value in read[^Math.Min(4, read.Length)..])
        {
            Tail = (Tail >> 8) | ((uint)value << 24);
        }

        hash?.AppendData(read);
        return read.Length;
    }
}

/// <summary>An upload is larger than is allowed.</summary>
public sealed class InputTooLargeException(long limit) : Exception
{
    public long Limit => limit;
}

/// <summary>An upload ended before all that was announced had come.</summary>
public sealed class IncompleteInputException : Exception;
