namespace InfoShare.Functions.AccessLog;

/// <summary>
/// Holds a response's body back until the access log has its entry. A body of more than <see cref="MaxHeldBytes"/> asks for the entry then and
/// there, with what is shown so far, and flows on behind it.
/// </summary>
/// <param name="inner">The response's own body.</param>
/// <param name="release">Ends when the entry is durable; throws when it is not.</param>
public sealed class HeldStream(Stream inner, Func<Task> release) : Stream
{
    public const int MaxHeldBytes = 4 * 1024 * 1024;

    private readonly MemoryStream _held = new();

    public bool IsReleased { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lets go what is held.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await release();
        IsReleased = true;
        await inner.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), cancellationToken);
        _held.SetLength(0);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!IsReleased && _held.Length + buffer.Length > MaxHeldBytes)
        {
            await ReleaseAsync(cancellationToken);
        }

        if (IsReleased)
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        else
        {
            _held.Write(buffer.Span);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => IsReleased ? inner.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Responses are written asynchronously.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _held.Dispose();
        }

        base.Dispose(disposing);
    }
}
