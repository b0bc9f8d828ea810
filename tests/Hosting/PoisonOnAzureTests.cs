using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Hosting;

/// <summary>The same over HTTP, on a storage account.</summary>
[NeedsAzurite]
public sealed class PoisonOnAzureTests : PoisonTests
{
    private protected override Task<Dictionary<string, string?>> SettingsAsync() => EmulatedStore.SettingsAsync();
}
