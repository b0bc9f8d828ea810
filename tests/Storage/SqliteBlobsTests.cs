using InfoShare.Storage;

namespace InfoShare.Tests.Storage;

public sealed class SqliteBlobsTests : BlobsContract, IDisposable
{
    private readonly EmbeddedStore _store = new();

    protected override IBlobs Blobs => _store.Store.Blobs;

    public void Dispose() => _store.Dispose();
}
