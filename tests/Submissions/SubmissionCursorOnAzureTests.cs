using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Submissions;

/// <summary>The same over HTTP, on a storage account.</summary>
[NeedsAzurite]
public sealed class SubmissionCursorOnAzureTests : SubmissionCursorTests
{
    private protected override Task<Dictionary<string, string?>> SettingsAsync() => EmulatedStore.SettingsAsync();
}
