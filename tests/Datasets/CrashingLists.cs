using System.Runtime.CompilerServices;
using InfoShare.Storage;
using InfoShare.Tests.Snapshots;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Datasets;

/// <summary>Blobs whose caller may crash when they are listed.</summary>
internal sealed class CrashingLists(IBlobs inner, Crash crash) : ForwardingBlobs(inner)
{
    public override async IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await crash.CallAsync(() => ValueTask.FromResult(true));
        await foreach (var blob in base.ListAsync(container, prefix, cancellationToken))
        {
            yield return blob;
        }
    }
}
