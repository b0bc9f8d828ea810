using InfoShare.Functions.Storage.Azure;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Storage;

[NeedsAzurite]
public sealed class AzureBlobsTests : BlobsContract, IAsyncLifetime
{
    private AzureStore? _store;

    protected override IBlobs Blobs => _store!.Blobs;

    public async Task InitializeAsync() => _store = await EmulatedStore.NewAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
