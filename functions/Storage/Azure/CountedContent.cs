namespace InfoShare.Functions.Storage.Azure;

/// <summary>What a caller uploads: counts its bytes, and remembers whether it was the content that broke off and not the storage.</summary>
internal sealed class CountedContent(Stream content) : Stream
{
    public long Count { get; private set; }

    /// <summary>Reading the content threw: the caller hears of that as it is.</summary>
    public bool IsBroken { get; private set; }

    public override bool CanRead => true;

    /// <summary>Read once, in order: what is sent again is kept by the client.</summary>
    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await content.ReadAsync(buffer, cancellationToken);
            Count += read;
            return read;
        }
        catch
        {
            IsBroken = true;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Contents are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
