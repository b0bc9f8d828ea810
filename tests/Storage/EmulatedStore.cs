using InfoShare.Functions.Storage.Azure;
using InfoShare.Tests.Azurite;
using Microsoft.Extensions.Configuration;

namespace InfoShare.Tests.Storage;

/// <summary>Storage accounts of the emulator, each new and empty.</summary>
internal static class EmulatedStore
{
    public static async Task<AzureStore> NewAsync(AzureOptions? options = null) => Of((await AzuriteProcess.SharedAsync()).NewAccount(), options);

    public static AzureStore Of(string connectionString, AzureOptions? options = null) => new(Connection(connectionString), options);

    /// <summary>Settings of a hub on a new account.</summary>
    public static async Task<Dictionary<string, string?>> SettingsAsync() => new() { [AzureConnection.Name] = (await AzuriteProcess.SharedAsync()).NewAccount() };

    private static AzureConnection Connection(string connectionString) => AzureConnection.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [AzureConnection.Name] = connectionString }).Build());
}
