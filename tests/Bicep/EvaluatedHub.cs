using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Bicep;

/// <summary>A hub as the compiler works it out from the templates and a file of parameters: every resource, with its names and values, but for what only Azure can tell.</summary>
internal sealed partial class EvaluatedHub
{
    private const string Identity = "00000000-0000-0000-0000-00000000000";

    /// <summary>An evaluation takes seconds.</summary>
    private static readonly ConcurrentDictionary<(string, string?), Lazy<EvaluatedHub>> Known = new();

    private EvaluatedHub(JsonElement snapshot)
    {
        Resources = [.. snapshot.GetProperty("predictedResources").EnumerateArray().Select(resource => resource.Clone())];
        Diagnostics = [.. snapshot.GetProperty("diagnostics").EnumerateArray().Select(diagnostic => diagnostic.ToString())];
    }

    public IReadOnlyList<JsonElement> Resources { get; }

    /// <summary>What the evaluation had to say; nothing, if all is well.</summary>
    public IReadOnlyList<string> Diagnostics { get; }

    /// <param name="parameters">The first part of the file's name: <c>pilot</c> is pilot.parameters.json.</param>
    /// <param name="name">Another name of the hub than the file's.</param>
    public static EvaluatedHub Of(string parameters, string? name = null) =>
        Known.GetOrAdd((parameters, name), key => new(() => Evaluate(key.Item1, key.Item2))).Value;

    public IReadOnlyList<JsonElement> OfType(string type) => [.. Resources.Where(resource => resource.GetProperty("type").GetString() == type)];

    /// <summary>The last parts of the names of what is of this type.</summary>
    public IReadOnlyList<string> NamesOf(string type) => [.. OfType(type).Select(resource => resource.GetProperty("name").GetString()!.Split('/')[^1])];

    public JsonElement Account(string prefix) =>
        OfType("Microsoft.Storage/storageAccounts").Single(account => account.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal));

    private static EvaluatedHub Evaluate(string parameters, string? name)
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-bicep-").FullName;
        try
        {
            Copy(BicepFiles.Folder, folder);
            WriteParameters(folder, parameters, name);
            BicepCompiler.Run(
                folder, "snapshot", "hub.bicepparam", "--mode", "overwrite", "--subscription-id", Identity + "1", "--tenant-id", Identity + "2", "--resource-group", "rg-hub", "--location", "westeurope", "--deployment-name", "main");
            using var snapshot = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "hub.snapshot.json")));
            return new(snapshot.RootElement);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>As the compiler wants them: what a deployment says beside the file is put in, as whoever deploys, or azd, would.</summary>
    private static void WriteParameters(string folder, string parameters, string? name)
    {
        var file = $"{parameters}.parameters.json";
        var given = Placeholder().Replace(Repository.Read($"bicep/{file}"), match => match.Groups[1].Value switch
        {
            "AZURE_ENV_NAME" => "azd",
            "AZURE_LOCATION" => "westeurope",
            "INFOSHARE_ALERT_EMAIL" => "operator@hub.example",
            _ => match.Groups[2].Value,
        });
        File.WriteAllText(Path.Combine(folder, file), given);
        var text = BicepCompiler.RunDespiteWarning(folder, "decompile-params", file, "--bicep-file", "main.bicep", "--stdout");
        text += text.Contains("param alertEmails", StringComparison.Ordinal) ? "" : "\nparam alertEmails = ['operator@hub.example']\n";
        text += text.Contains("param location", StringComparison.Ordinal) ? "" : "\nparam location = 'westeurope'\n";
        text = name is null ? text : Name().Replace(text, $"param name = '{name}'");
        File.WriteAllText(Path.Combine(folder, "hub.bicepparam"), text);
    }

    [GeneratedRegex(@"\$\{(\w+)=?(\w*)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^param name = .*$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
