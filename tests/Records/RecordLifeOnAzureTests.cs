using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Records;

/// <summary>The same over HTTP, on a storage account.</summary>
[NeedsAzurite]
public sealed class RecordLifeOnAzureTests : RecordLifeTests
{
    private protected override Task<Dictionary<string, string?>> SettingsAsync() => EmulatedStore.SettingsAsync();
}
