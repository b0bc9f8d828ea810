using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.BadInput;

/// <summary>The same over HTTP, on a storage account, where parts of addresses become keys and filters.</summary>
[NeedsAzurite]
public sealed class AddressOnAzureTests : AddressTests
{
    private protected override Task<Dictionary<string, string?>> SettingsAsync() => EmulatedStore.SettingsAsync();
}
