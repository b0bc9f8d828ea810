using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Visible;

/// <summary>The same over HTTP, on a storage account.</summary>
[NeedsAzurite]
public sealed class NothingDeniedOnAzureTests : NothingDeniedTests
{
    private protected override Task<Dictionary<string, string?>> SettingsAsync() => EmulatedStore.SettingsAsync();

    private protected override int Cases => 4;

    private protected override int LeastNarrowed => 0;
}
