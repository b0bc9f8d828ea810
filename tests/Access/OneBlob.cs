using InfoShare.Storage;

namespace InfoShare.Tests.Access;

/// <summary>Room for one blob in memory: the master key.</summary>
internal sealed class OneBlob : IBlobs
{
    private byte[]? _content;

    public ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_content is null ? null : new BlobProperties(name, _content.Length, "1"));

    public ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Stream?>(_content is null ? null : new MemoryStream(_content));

    public async ValueTask<BlobWriteOutcome> WriteAsync(string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        _content = copy.ToArray();
        return new BlobWriteOutcome.Written(new(name, _content.Length, "1"));
    }

    public ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();
}
