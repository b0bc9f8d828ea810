using InfoShare.Storage;

namespace InfoShare.Tests.Snapshots;

/// <summary>Blobs of another store, for a test to change one call.</summary>
internal abstract class ForwardingBlobs(IBlobs inner) : IBlobs
{
    public virtual ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken) =>
        inner.GetPropertiesAsync(container, name, cancellationToken);

    public virtual ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken) =>
        inner.OpenReadAsync(container, name, offset, length, cancellationToken);

    public virtual ValueTask<BlobWriteOutcome> WriteAsync(
        string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) =>
        inner.WriteAsync(container, name, content, condition, cancellationToken);

    public virtual ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        inner.DeleteAsync(container, name, cancellationToken);

    public virtual IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(container, prefix, cancellationToken);
}
