using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>
/// Passes on what is read from <paramref name="inner"/>, counting it and, if asked, hashing it; more than <paramref name="limit"/> bytes
/// are an <see cref="InputTooLargeException"/>, and an end before <paramref name="expected"/> bytes is an <see cref="IncompleteInputException"/>.
/// </summary>
public sealed class MeteredStream(Stream inner, long limit, IncrementalHash? hash = null, long? expected = null) : ReadOnlyStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count += read;
        if (Count > limit)
        {
            throw new InputTooLargeException(limit);
        }

        if (read == 0 && !buffer.IsEmpty && Count < expected)
        {
            throw new IncompleteInputException();
        }

        hash?.AppendData(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>An upload is larger than is allowed.</summary>
public sealed class InputTooLargeException(long limit) : Exception
{
    public long Limit => limit;
}

/// <summary>An upload ended before all that was announced had come, or is no longer stored whole.</summary>
public sealed class IncompleteInputException() : UnreadableInputException("The input ends too early: some of what was uploaded is no longer there.");
