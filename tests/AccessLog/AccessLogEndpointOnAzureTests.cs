using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.AccessLog;

/// <summary>The same over HTTP, on a storage account.</summary>
[NeedsAzurite]
public sealed class AccessLogEndpointOnAzureTests : AccessLogEndpointTests
{
    private protected override Task<Dictionary<string, string?>> SettingsAsync() => EmulatedStore.SettingsAsync();
}
