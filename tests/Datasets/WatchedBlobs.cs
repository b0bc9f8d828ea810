using InfoShare.Storage;
using InfoShare.Tests.Snapshots;

namespace InfoShare.Tests.Datasets;

/// <summary>Blobs of which a test is told before each is written.</summary>
internal sealed class WatchedBlobs(IBlobs inner, Func<string, Task> onWrite) : ForwardingBlobs(inner)
{
    public override async ValueTask<BlobWriteOutcome> WriteAsync(
        string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        await onWrite(name);
        return await base.WriteAsync(container, name, content, condition, cancellationToken);
    }
}
