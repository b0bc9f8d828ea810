using System.Text.Json;
using InfoShare.Storage;

namespace InfoShare.Tests.Bicep;

/// <summary>The templates as the compiler sees them, which knows every type that Azure has, and as it works them out for the hubs that the parameter files describe.</summary>
public sealed class CompiledTests
{
    /// <summary>What the hub's identity may do, and on what: Azure's own ids of built-in roles.</summary>
    private static readonly (string Role, string Id, string On)[] Roles =
    [
        ("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb", "Microsoft.Insights/components"),
        ("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Microsoft.Storage/storageAccounts/st"),
        ("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Microsoft.Storage/storageAccounts/st"),
        ("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Microsoft.Storage/storageAccounts/st"),
        ("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "/containers/checkpoints"),
        ("Key Vault Crypto User", "12338af0-0e69-4776-bea7-57ae8d297424", "Microsoft.KeyVault/vaults"),
    ];

    [CompilerFact]
    public void The_Compiler_Has_Nothing_To_Say()
    {
        BicepCompiler.Run(BicepFiles.Folder, "lint", "main.bicep");
        using var template = JsonDocument.Parse(BicepCompiler.Run(BicepFiles.Folder, "build", "main.bicep", "--stdout"));
        Assert.NotEmpty(template.RootElement.GetProperty("resources").EnumerateArray());
    }

    [CompilerFact]
    public void Every_File_Is_Formatted_As_The_Compiler_Does() => Assert.All(
        Directory.EnumerateFiles(BicepFiles.Folder, "*.bicep", SearchOption.AllDirectories),
        file => Assert.Equal(BicepCompiler.Run(BicepFiles.Folder, "format", file, "--stdout"), File.ReadAllText(file)));

    [CompilerTheory]
    [InlineData("pilot")]
    [InlineData("production")]
    [InlineData("main")]
    public void A_Hub_Has_All_That_The_Program_Uses_And_Nothing_Is_Open(string parameters)
    {
        var hub = EvaluatedHub.Of(parameters);
        Assert.Empty(hub.Diagnostics);
        Assert.Equal(StorageNames.Tables.All.Order(), hub.NamesOf("Microsoft.Storage/storageAccounts/tableServices/tables").Order());
        Assert.Equal(
            StorageNames.Queues.All.Concat(StorageNames.Queues.All.Select(StorageNames.Queues.Poison)).Order(),
            hub.NamesOf("Microsoft.Storage/storageAccounts/queueServices/queues").Order());
        Assert.Superset(StorageNames.Containers.All.ToHashSet(), hub.NamesOf("Microsoft.Storage/storageAccounts/blobServices/containers").ToHashSet());
        Assert.Equal("FC1", Assert.Single(hub.OfType("Microsoft.Web/serverfarms")).GetProperty("sku").GetProperty("name").GetString());
        foreach (var account in new[] { "st", "cp" }.Select(prefix => hub.Account(prefix).GetProperty("properties")))
        {
            Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
            Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        }
    }

    [CompilerFact]
    public void The_Hubs_Identity_Has_The_Roles_That_It_Needs_And_No_Other()
    {
        var assigned = EvaluatedHub.Of("production").OfType("Microsoft.Authorization/roleAssignments").Select(assignment => (
            Role: assignment.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!,
            On: assignment.GetProperty("id").GetString()!.Split(',')[0])).ToList();
        Assert.Equal(Roles.Length, assigned.Count);
        Assert.All(Roles, role => Assert.Single(
            assigned, one => one.Role.EndsWith(role.Id, StringComparison.Ordinal) && one.On.Contains(role.On, StringComparison.Ordinal)));
    }

    [CompilerFact]
    public void A_Production_Hub_Keeps_Its_Storage_To_Its_Network_And_A_Pilot_Needs_None()
    {
        var (pilot, production) = (EvaluatedHub.Of("pilot"), EvaluatedHub.Of("production"));
        Assert.DoesNotContain(pilot.Resources, resource => resource.GetProperty("type").GetString()!.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        Assert.Equal("Enabled", Access(pilot));
        Assert.Equal("Disabled", Access(production));
        Assert.Equal(5, production.OfType("Microsoft.Network/privateEndpoints").Count);
        Assert.Equal(1, Retention(pilot));
        Assert.Equal(3650, Retention(production));

        static string Access(EvaluatedHub hub) => hub.Account("st").GetProperty("properties").GetProperty("publicNetworkAccess").GetString()!;
        static int Retention(EvaluatedHub hub) => Assert.Single(hub.OfType("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"))
            .GetProperty("properties").GetProperty("immutabilityPeriodSinceCreationInDays").GetInt32();
    }
}
