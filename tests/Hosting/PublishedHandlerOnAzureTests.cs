using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Hosting;

/// <summary>The same on a storage account, in a folder that nobody has made.</summary>
[NeedsAzurite]
[Collection(nameof(ReleasedPackage))]
public sealed class PublishedHandlerOnAzureTests(ReleasedPackage package) : PublishedHandlerTests(package)
{
    private protected override Task<Dictionary<string, string?>> SettingsAsync() => EmulatedStore.SettingsAsync();
}
