using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.Tests.Records;

/// <summary>Keeps one blob in memory: enough for the hub's master key.</summary>
internal sealed class OneBlob : IBlobs
{
    private byte[]? _content;

    public ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken) =>
        new(_content is null ? null : new BlobProperties(name, _content.Length, "1"));

    public ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken) =>
        new(_content is null ? null : new MemoryStream(_content));

    public async ValueTask<BlobWriteOutcome> WriteAsync(
        string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        _content ??= copy.ToArray();
        return new BlobWriteOutcome.Written(new(name, _content.Length, "1"));
    }

    public ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        var existed = _content is not null;
        _content = null;
        return new(existed);
    }

    public async IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await GetPropertiesAsync(container, prefix, cancellationToken) is { } blob)
        {
            yield return blob;
        }
    }
}
