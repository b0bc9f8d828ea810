namespace InfoShare.Tests.Bicep;

/// <summary>What resources are called, whatever the hub is called: worked out by the compiler for names as people choose them.</summary>
public sealed class ResourceNameTests
{
    [CompilerTheory]
    [InlineData("hub")]
    [InlineData("my-hub")]
    [InlineData("My_Hub.1")]
    [InlineData("123")]
    [InlineData("a--b")]
    [InlineData("infoshare-production-west-europe-(second)")]
    public void Every_Name_Of_A_Hub_Gives_Names_That_Azure_Takes(string name)
    {
        var hub = EvaluatedHub.Of("pilot", name);
        Assert.Empty(hub.Diagnostics);
        Assert.All(hub.NamesOf("Microsoft.Storage/storageAccounts"), account => Assert.Matches("^[a-z0-9]{3,24}$", account));
        Assert.Equal(2, hub.NamesOf("Microsoft.Storage/storageAccounts").Distinct().Count());
        Assert.Matches("^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$", Assert.Single(hub.NamesOf("Microsoft.KeyVault/vaults")));
        Assert.Matches("^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$", Assert.Single(hub.NamesOf("Microsoft.Web/sites")));
        Assert.All(
            hub.Resources.Where(resource => resource.GetProperty("type").GetString() is "Microsoft.ManagedIdentity/userAssignedIdentities" or "Microsoft.Web/serverfarms" or "Microsoft.Insights/actionGroups"),
            resource => Assert.Matches("^[a-zA-Z0-9][a-zA-Z0-9-]{1,38}[a-zA-Z0-9]$", resource.GetProperty("name").GetString()!));
    }
}
