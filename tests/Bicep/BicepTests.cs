using System.Text.Json;
using System.Text.RegularExpressions;
using InfoShare.Tests.Docs;
using InfoShare.Tests.NodeJs;

namespace InfoShare.Tests.Bicep;

/// <summary>The templates as they are written, for machines without the compiler as well: that they are Bicep, that their parts fit, and that every property is one which the resource's type has.</summary>
public sealed partial class BicepTests
{
    /// <summary>Whoever deploys is asked for it: no file can know it.</summary>
    private const string SaidAtDeployment = "alertEmails";

    [NodeFact]
    public void Every_File_Is_Bicep() => Assert.All(BicepFiles.All, file => Assert.True(file.Errors.Count == 0, $"{file.File}: line {string.Join(", ", file.Errors)}"));

    [NodeFact]
    public void Every_Resource_Has_A_Known_Type_And_Known_Properties()
    {
        var allowed = JsonSerializer.Deserialize<Dictionary<string, HashSet<string>>>(Repository.Read("tests/Bicep/allowed.json"))!;
        var resources = BicepFiles.All.SelectMany(file => file.Resources).ToList();
        Assert.NotEmpty(resources);
        foreach (var resource in resources)
        {
            Assert.True(allowed.TryGetValue(resource.Type, out var properties), $"{resource.Symbol} is of the unknown type {resource.Type}.");
            Assert.All(resource.Paths(), path => Assert.True(properties!.Contains(path), $"{resource.Symbol} ({resource.Type}) has {path}."));
        }
    }

    [NodeFact]
    public void Every_Module_Is_There_And_Is_Given_What_It_Asks_For()
    {
        Assert.Equal(BicepFiles.All.Count - 1, BicepFiles.Main.Modules.Count);
        foreach (var module in BicepFiles.Main.Modules)
        {
            var file = BicepFiles.Get(Path.GetFileNameWithoutExtension(module.Type));
            var given = module.Each.GetProperty("params").EnumerateObject().Select(parameter => parameter.Name).ToList();
            Assert.All(given, name => Assert.True(file.Parameters.ContainsKey(name), $"{module.Type} has no parameter {name}."));
            Assert.All(file.Parameters.Where(parameter => !parameter.Value), parameter => Assert.Contains(parameter.Key, given));
        }
    }

    [NodeFact]
    public void Every_Output_That_Is_Read_Is_There()
    {
        var read = Output().Matches(Repository.Read("bicep/main.bicep")).ToList();
        Assert.NotEmpty(read);
        foreach (var match in read)
        {
            var module = BicepFiles.Main.Modules.Single(module => module.Symbol == match.Groups[1].Value);
            Assert.Contains(match.Groups[2].Value, BicepFiles.Get(Path.GetFileNameWithoutExtension(module.Type)).Outputs);
        }
    }

    [NodeFact]
    public void Every_Parameter_Is_Used()
    {
        foreach (var file in BicepFiles.All)
        {
            var text = File.ReadAllText(file.File);
            Assert.All(file.Parameters.Keys, name => Assert.True(Regex.Count(text, $@"\b{name}\b") > 1, $"{file.Name} does not use {name}."));
        }
    }

    [NodeFact]
    public void Parameter_Files_Set_Parameters_That_There_Are_And_All_That_Must_Be_Set()
    {
        var files = Directory.GetFiles(BicepFiles.Folder, "*.parameters.json");
        Assert.Equal(["main", "pilot", "production"], files.Select(file => Path.GetFileName(file).Split('.')[0]).Order());
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var set = document.RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).ToList();
            Assert.All(set, name => Assert.True(BicepFiles.Main.Parameters.ContainsKey(name), $"{file}: there is no parameter {name}."));
            Assert.All(BicepFiles.Main.Parameters.Where(parameter => !parameter.Value && parameter.Key != SaidAtDeployment), parameter => Assert.Contains(parameter.Key, set));
        }

        Assert.Contains($"--set {SaidAtDeployment}=", Repository.Read("docs/operations.md"), StringComparison.Ordinal);
    }

    [NodeFact]
    public void No_Account_Takes_A_Shared_Key_Old_Tls_Or_An_Anonymous_Reader()
    {
        var accounts = BicepFiles.All.SelectMany(file => file.Resources).Where(resource => resource.Type.StartsWith("Microsoft.Storage/storageAccounts@", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, accounts.Count);
        foreach (var properties in accounts.Select(account => account.Each.GetProperty("properties")))
        {
            Assert.False(properties.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(properties.GetProperty("allowBlobPublicAccess").GetBoolean());
            Assert.True(properties.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
            Assert.Equal("TLS1_2", properties.GetProperty("minimumTlsVersion").GetString());
        }
    }

    /// <summary>What is immutable cannot be erased: only the account of checkpoints is, and the program's containers are in the other.</summary>
    [NodeFact]
    public void Nothing_But_Checkpoints_Is_Immutable()
    {
        var immutable = BicepFiles.All.Where(file => file.Resources.Any(resource => resource.Type.Contains("immutabilityPolicies", StringComparison.Ordinal)
            || resource.Paths().Any(path => path.Contains("immutableStorage", StringComparison.Ordinal))));
        Assert.Equal(["checkpoints"], immutable.Select(file => file.Name));
        Assert.DoesNotContain(
            BicepFiles.Get("checkpoints").Resources,
            resource => resource.Type.Contains("/containers@", StringComparison.Ordinal) && resource.Each.GetProperty("name").GetString() != "checkpoints");
    }

    [NodeFact]
    public void Every_Role_Is_Assigned_To_A_Principal_Of_A_Stated_Type_And_On_One_Resource()
    {
        var assignments = BicepFiles.All.SelectMany(file => file.Resources).Where(resource => resource.Type.StartsWith("Microsoft.Authorization/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(assignments);
        Assert.All(assignments, assignment => Assert.Contains("scope", assignment.Paths()));
        Assert.All(assignments, assignment => Assert.Contains("properties.principalType", assignment.Paths()));
    }

    [GeneratedRegex(@"\b(\w+)!?\.outputs\.(\w+)")]
    private static partial Regex Output();
}
