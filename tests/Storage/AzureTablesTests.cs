using InfoShare.Functions.Storage.Azure;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Storage;

[NeedsAzurite]
public sealed class AzureTablesTests : TablesContract, IAsyncLifetime
{
    private AzureStore? _store;

    protected override ITables Tables => _store!.Tables;

    public async Task InitializeAsync() => _store = await EmulatedStore.NewAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
