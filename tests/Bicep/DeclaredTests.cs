using System.Text.Json;
using System.Text.RegularExpressions;
using InfoShare.Functions.Hosting;
using InfoShare.Storage;
using InfoShare.Tests.Docs;
using InfoShare.Tests.Hub;
using InfoShare.Tests.NodeJs;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Bicep;

/// <summary>What the program uses and what the templates declare are the same: tables, queues, containers, settings, functions and what alerts look for.</summary>
public sealed partial class DeclaredTests
{
    /// <summary>Set by the host, or of no meaning where the store is not the embedded one.</summary>
    private static readonly string[] NotOfAzure = ["FUNCTIONS_CUSTOMHANDLER_PORT", "InfoShare__DataDirectory"];

    /// <summary>What the Functions host, not the program, is told, or says.</summary>
    private static readonly string[] OfTheHost = ["Moving message to queue"];

    [NodeFact]
    public void Every_Table_Queue_And_Container_Is_Declared_And_No_Other()
    {
        AssertDeclares("tables", "/tables@", StorageNames.Tables.All);
        AssertDeclares("queues", "/queues@", StorageNames.Queues.All);
        AssertDeclares("containers", "/containers@", StorageNames.Containers.All);
    }

    [NodeFact]
    public void Every_Queue_Has_Its_Poison_Queue()
    {
        var poison = BicepFiles.Get("storage").Resources.Single(resource => resource.Symbol == "poisonQueues");
        Assert.Equal("queues", poison.ForEach);
        Assert.Equal($"'{StorageNames.Queues.Poison("${queue}")}'", poison.Each.GetProperty("name").GetProperty("text").GetString());
    }

    [NodeFact]
    public void Every_Setting_Of_The_Hub_Is_Declared()
    {
        var app = BicepFiles.Get("app");
        var declared = Defaults().Keys
            .Concat(app.Variables.Where(variable => variable.Key.EndsWith("Settings", StringComparison.Ordinal) && !variable.Value.TryGetProperty("text", out _)).SelectMany(variable => app.Names(variable.Key)))
            .Concat(NotOfAzure)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("'Access__Issuers__${index}__${member.key}'", app.Variables["issuerSettings"].GetProperty("text").GetString(), StringComparison.Ordinal);
        foreach (var setting in Documented().Select(row => row.Name).Where(name => !name.StartsWith("Access__Issuers__", StringComparison.Ordinal)))
        {
            Assert.True(declared.Contains(setting) || IsAlternative(setting), $"{setting} is not declared in bicep/hub-settings.json or bicep/modules/app.bicep.");
        }
    }

    [NodeFact]
    public void What_The_Templates_Set_The_Program_Knows_And_Its_Defaults_Are_The_Programs()
    {
        var documented = Documented().ToDictionary(row => row.Name, row => row.Default, StringComparer.Ordinal);
        Assert.All(Defaults(), setting => Assert.Equal(documented[setting.Key], setting.Value));
        var app = BicepFiles.Get("app");
        Assert.All(
            new[] { "ownIssuerSettings", "entraSettings", "operatorSettings", "telemetrySettings", "sharedAddressSettings", "gatewaySettings" }.SelectMany(app.Names),
            name => Assert.Contains(name, documented.Keys));
    }

    /// <summary>The connection that the queue functions name is one that the app is given, in full.</summary>
    [NodeFact]
    public void The_Connections_Of_The_Functions_Are_Declared()
    {
        var host = BicepFiles.Get("app").Names("hostSettings").ToList();
        var connections = Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "Triggers"), "function.json", SearchOption.AllDirectories)
            .SelectMany(file => Connection().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.NotEmpty(connections);
        foreach (var connection in connections)
        {
            Assert.Contains($"{connection}__queueServiceUri", host);
            Assert.Contains($"{connection}__credential", host);
            Assert.Contains($"{connection}__clientId", host);
        }
    }

    [NodeFact]
    public async Task Functions_That_Are_Named_Are_The_Programs()
    {
        await using var hub = await HubDriver.StartAsync();
        var timers = hub.Services.GetServices<TimerTrigger>().Select(trigger => trigger.Name).Order(StringComparer.Ordinal);
        var queues = hub.Services.GetServices<QueueTrigger>().Select(trigger => trigger.Name).ToList();
        var query = Rule("failed-timers").GetProperty("query").GetString()!;
        Assert.Equal(timers, Quoted().Matches(query[query.IndexOf("name in", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value));
        var files = Directory.GetFiles(BicepFiles.Folder, "*.parameters.json").Append(Path.Combine(BicepFiles.Folder, "main.bicep"));
        var always = files.SelectMany(file => AlwaysReady().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();
        Assert.NotEmpty(always);
        Assert.All(always, name => Assert.Contains(name, queues));
    }

    /// <summary>The timer by whose lines a hub that does not run is noticed is due more often than the rule looks.</summary>
    [NodeFact]
    public async Task A_Hub_That_Does_Not_Run_Is_Noticed()
    {
        var rule = Rule("silence");
        var name = Quoted().Match(rule.GetProperty("query").GetString()!).Groups[1].Value;
        await using var hub = await HubDriver.StartAsync();
        var timer = Assert.Single(hub.Services.GetServices<TimerTrigger>(), trigger => trigger.Name == name);
        var now = TimeProvider.System.GetUtcNow();
        Assert.True(NcrontabSchedule.Parse(timer.Schedule).Next(now) - now < System.Xml.XmlConvert.ToTimeSpan(rule.GetProperty("window").GetString()!) / 3);
    }

    /// <summary>What alerts look for is in the log whole, not a sample of it.</summary>
    [Fact]
    public void What_Alerts_Read_Is_Not_Sampled()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        var excluded = host.RootElement.GetProperty("logging").GetProperty("applicationInsights").GetProperty("samplingSettings").GetProperty("excludedTypes").GetString()!.Split(';');
        Assert.Contains("Request", excluded);
        Assert.Contains("Trace", excluded);
    }

    /// <summary>An alert that looks for a phrase which nobody says would never fire.</summary>
    [NodeFact]
    public void What_Alerts_Look_For_Is_Said()
    {
        var messages = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(line => line.Contains("[LoggerMessage(", StringComparison.Ordinal)));
        var phrases = BicepFiles.Get("alerts").Variables["rules"].EnumerateArray()
            .SelectMany(rule => Contains().Matches(rule.GetProperty("query").GetString()!).Select(match => match.Groups[1].Value)).ToList();
        Assert.NotEmpty(phrases);
        Assert.All(phrases.Except(OfTheHost), phrase => Assert.Contains(phrase, messages, StringComparison.Ordinal));
    }

    private static void AssertDeclares(string variable, string type, IReadOnlyList<string> used)
    {
        var storage = BicepFiles.Get("storage");
        Assert.Equal(used.Order(StringComparer.Ordinal), storage.Texts(variable).Order(StringComparer.Ordinal));
        var declared = Assert.Single(storage.Resources, resource => resource.ForEach == variable && resource.Symbol != "poisonQueues");
        Assert.Contains(type, declared.Type, StringComparison.Ordinal);
        Assert.Equal(variable.TrimEnd('s'), declared.Each.GetProperty("name").GetProperty("text").GetString());
    }

    private static JsonElement Rule(string name) =>
        BicepFiles.Get("alerts").Variables["rules"].EnumerateArray().Single(rule => rule.GetProperty("name").GetString() == name);

    /// <summary>Settings that are another way of saying one that is declared.</summary>
    private static bool IsAlternative(string setting) => setting is "Access__Operator__Subject" or "AzureAd__Audience"
        or "Storage" or "HubStorage" or "HubStorage__accountName" or "HubStorage__managedIdentityResourceId" or "AzureWebJobsStorage";

    private static Dictionary<string, string> Defaults() => JsonSerializer.Deserialize<Dictionary<string, string>>(Repository.Read("bicep/hub-settings.json"))!;

    /// <summary>The settings of docs/settings.md that are the hub's, as environment variables, and their defaults.</summary>
    private static IEnumerable<(string Name, string Default)> Documented()
    {
        var text = Repository.Read("docs/settings.md");
        return Row().Matches(text[..text.IndexOf("## The command line tool", StringComparison.Ordinal)])
            .Select(match => (match.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal), match.Groups[2].Value.Trim()));
    }

    [GeneratedRegex("""^\| `([^`]+)` \| ?([^|]*)\|""", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"connection\": \"([^\"]+)\"")]
    private static partial Regex Connection();

    [GeneratedRegex("function:([a-z-]+)")]
    private static partial Regex AlwaysReady();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("contains \"([^\"]+)\"")]
    private static partial Regex Contains();
}
