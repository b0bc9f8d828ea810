using InfoShare.Functions.Storage.Azure;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Storage;

/// <summary>What an operator reads of a call that failed.</summary>
[NeedsAzurite]
public sealed class FaultPlaceTests
{
    private readonly FaultyTransport _network = new() { Plan = (_, _) => CallFault.IsRefusedOnTheWay };

    [StoreFact]
    public async Task A_Fault_Names_The_Service_And_The_Account()
    {
        var connection = (await AzuriteProcess.SharedAsync()).NewAccount();
        var account = connection.Split(';')[0]["AccountName=".Length..];
        var store = EmulatedStore.Of(connection, new AzureOptions { Transport = _network, Retries = 0 });

        await AssertNamesAsync($"the Table service of '{account}': 503", async () => await store.Tables.GetAsync("Things", "p", "r", default));
        await AssertNamesAsync($"the Blob service of '{account}': 503", async () => await store.Blobs.GetPropertiesAsync("things", "b", default));
        await AssertNamesAsync($"the Queue service of '{account}': 503", async () => await store.Queues.CountAsync("things", default));
    }

    private static async Task AssertNamesAsync(string place, Func<Task> call)
    {
        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(call);
        Assert.Contains(place, fault.ToString(), StringComparison.Ordinal);
    }
}
