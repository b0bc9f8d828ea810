using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// A blob's content as it comes: what the client cannot make good by asking again is <see cref="StorageUnavailableException"/>, and so is an
/// end before the end. A blob that is replaced or deleted meanwhile is never mixed with its successor: the reading fails.
/// </summary>
/// <param name="place">The service and account that it comes from.</param>
internal sealed class AzureBlobStream(Stream content, long length, string place) : ReadOnlyStream
{
    private long _position;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Passed(await content.ReadAsync(buffer, cancellationToken), buffer.Length);
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, place);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Passed(content.Read(buffer, offset, count), count);
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, CancellationToken.None))
        {
            throw AzureFault.Unavailable(fault, place);
        }
    }

    private int Passed(int read, int asked)
    {
        _position += read;
        return read > 0 || asked == 0 || _position == length
            ? read
            : throw new StorageUnavailableException($"A blob broke off at {_position} of {length} bytes.");
    }

    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        base.Dispose(disposing);
    }
}
