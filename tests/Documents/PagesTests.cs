using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using InfoShare.Datasets;
using InfoShare.Functions.Access;
using InfoShare.Functions.Datasets;
using InfoShare.Functions.Hosting;
using InfoShare.Functions.Snapshots;
using InfoShare.Functions.Submissions;
using InfoShare.Functions.Subscriptions;
using InfoShare.Snapshots;
using InfoShare.Storage;
using InfoShare.Submissions;
using InfoShare.Tests.Docs;
using Microsoft.Extensions.Configuration;

namespace InfoShare.Tests.Documents;

/// <summary>The pages of limits and settings say what the program has.</summary>
public sealed partial class PagesTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Type[] Types = [.. new[] { typeof(StorageLimits), typeof(HubApp) }.SelectMany(type => type.Assembly.GetTypes())];

    private static readonly string[] HubStorage =
    [
        "HubStorage:accountName", "HubStorage:tableServiceUri", "HubStorage:blobServiceUri", "HubStorage:queueServiceUri",
        "HubStorage:credential", "HubStorage:clientId", "HubStorage:managedIdentityResourceId",
    ];

    public static TheoryData<string, string, string> Limits()
    {
        var limits = new TheoryData<string, string, string>();
        foreach (var row in Rows(Repository.Read("docs/limits.md")).Where(row => row[2].Contains('.', StringComparison.Ordinal)))
        {
            limits.Add(row[0], row[1], row[2].Trim('`'));
        }

        return limits;
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_Limit_Is_The_Programs_Own(string what, string value, string place)
    {
        Assert.NotEmpty(what);
        Assert.Equal(Amount(value), Amount(Read(place)));
    }

    [Fact]
    public void Every_Setting_Of_The_Hub_Is_On_The_Page_And_No_Other()
    {
        var settings = Settings(typeof(SubmissionOptions), "Submissions")
            .Concat(Settings(typeof(SnapshotOptions), "Snapshots"))
            .Concat(Settings(typeof(DatasetOptions), "Datasets"))
            .Concat(Settings(typeof(WebhookOptions), "Webhooks"))
            .Concat(Settings(typeof(AzureAdOptions), "AzureAd"))
            .Concat(Settings(typeof(RateOptions), "Access:Rates"))
            .Concat(Settings(typeof(IssuerOptions), "Access:Issuers:0"))
            .Concat(Settings(typeof(OperatorOptions), "Access:Operator").Where(name => !name.Contains(":Is", StringComparison.Ordinal) || name.EndsWith(":Issuer", StringComparison.Ordinal)))
            .Concat(HubStorage)
            .Append("Access:EmbeddedIssuer");
        var page = Rows(Section("## The hub")).Select(row => row[0].Trim('`')).Where(name => name.Contains(':', StringComparison.Ordinal) && !name.StartsWith("Logging:", StringComparison.Ordinal));
        Assert.Equal(settings.Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
        Assert.Equal(["AzureAd", "EmbeddedIssuer", "EmbeddedKeyPath", "Issuers", "Operator", "Rates"], typeof(AccessOptions).GetProperties().Select(property => property.Name).Order());
    }

    [Fact]
    public void The_Defaults_On_The_Page_Are_The_Programs_Own()
    {
        AssertDefaults(new SubmissionOptions(), "Submissions");
        AssertDefaults(new SnapshotOptions(), "Snapshots");
        AssertDefaults(new DatasetOptions(), "Datasets");
        AssertDefaults(new WebhookOptions(), "Webhooks");
        AssertDefaults(new RateOptions(), "Access:Rates");
    }

    [Fact]
    public void Every_Variable_That_The_Program_Reads_Is_On_The_Page()
    {
        var read = new[] { "functions", "cli" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.Contains("INFOSHARE_TOKEN", read);
        var page = Rows(Repository.Read("docs/settings.md")).Select(row => row[0].Trim('`')).ToList();
        Assert.All(read, name => Assert.Contains(name, page));
    }

    [Fact]
    public void Submissions_Are_Bounded_As_The_Configuration_Says()
    {
        var options = Configuration(("Submissions:MaxLineBytes", "1000"), ("Submissions:RangeTime", "00:00:07")).ReadSubmissionOptions();
        Assert.Equal(new SubmissionOptions { MaxLineBytes = 1000, RangeTime = TimeSpan.FromSeconds(7) }, options);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("")]
    public void A_Bound_That_Cannot_Be_Meant_Is_Refused(string value)
    {
        var refusal = Assert.Throws<SettingException>(() => Configuration(("Submissions:BatchLines", value)).ReadSubmissionOptions());
        Assert.Contains("Submissions:BatchLines", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_Are_Built_As_Often_As_The_Configuration_Says()
    {
        Assert.Equal(7, Configuration(("Snapshots:AfterEntries", "7")).ReadSnapshotOptions().AfterEntries);
        var refusal = Assert.Throws<SettingException>(() => Configuration(("Snapshots:AfterEntries", "0")).ReadSnapshotOptions());
        Assert.Contains("Snapshots:AfterEntries", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhooks_Are_Posted_As_The_Configuration_Says()
    {
        var options = Configuration(("Webhooks:AllowLoopback", "true"), ("Webhooks:Timeout", "00:00:03"), ("Webhooks:KeepLog", "7.00:00:00")).ReadWebhookOptions();
        Assert.Equal(new WebhookOptions { AllowLoopback = true, Timeout = TimeSpan.FromSeconds(3), KeepLog = TimeSpan.FromDays(7) }, options);
        Assert.Throws<InvalidOperationException>(() => Configuration(("Webhooks:AllowLoopback", "perhaps")).ReadWebhookOptions());
    }

    /// <summary>Every option is read from the configuration, not only those that a test happens to name.</summary>
    [Fact]
    public void Every_Option_Of_Submissions_Can_Be_Set()
    {
        foreach (var property in typeof(SubmissionOptions).GetProperties())
        {
            var text = property.PropertyType == typeof(TimeSpan) ? "00:00:42" : "42";
            var options = Configuration(($"Submissions:{property.Name}", text)).ReadSubmissionOptions();
            Assert.Equal(text, Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Every_Option_Of_Datasets_Can_Be_Set()
    {
        foreach (var property in typeof(DatasetOptions).GetProperties())
        {
            var text = property.PropertyType == typeof(TimeSpan) ? "00:00:42" : property.PropertyType == typeof(bool) ? "True" : "42";
            var options = Configuration(($"Datasets:{property.Name}", text)).ReadDatasetOptions();
            Assert.Equal(text, Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture));
        }
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();

    private static IEnumerable<string> Settings(Type options, string section) => options.GetProperties().Select(property => $"{section}:{property.Name}");

    private static void AssertDefaults(object options, string section)
    {
        var page = Rows(Section("## The hub")).ToDictionary(row => row[0].Trim('`'), row => row[1], StringComparer.Ordinal);
        Assert.All(options.GetType().GetProperties(), property =>
            Assert.Equal(Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture), page[$"{section}:{property.Name}"]));
    }

    private static string Section(string title)
    {
        var text = Repository.Read("docs/settings.md");
        var start = text.IndexOf(title, StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    /// <summary>The cells of every row of the page's tables, headings left out.</summary>
    private static IEnumerable<string[]> Rows(string text) => text.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray());

    private static object Read(string place)
    {
        var (name, member) = (place.Split('.')[0], place.Split('.')[1]);
        var type = Assert.Single(Types, type => type.Name == name);
        if (type.GetField(member, Any) is { } field)
        {
            return field.GetValue(null)!;
        }

        var property = type.GetProperty(member, Any) ?? throw new InvalidOperationException($"There is no {place}.");
        return property.GetValue(property.GetMethod!.IsStatic ? null : Activator.CreateInstance(type))!;
    }

    private static decimal Amount(object value) => value switch
    {
        TimeSpan time => (decimal)time.TotalMilliseconds,
        string text when Measure().Match(text) is { Success: true } match => decimal.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) * Unit(match.Groups[2].Value),
        string text => throw new FormatException($"'{text}' is no amount."),
        _ => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
    };

    private static decimal Unit(string unit) => unit switch
    {
        "" or "ms" => 1,
        "KiB" => 1024,
        "MiB" => 1024 * 1024,
        "GiB" => 1024 * 1024 * 1024,
        "s" => 1000,
        "min" => 60_000,
        "h" => 3_600_000,
        "days" => 86_400_000,
        _ => throw new FormatException($"'{unit}' is no unit."),
    };

    [GeneratedRegex("^([0-9,]+) ?([A-Za-z]*)$")]
    private static partial Regex Measure();

    [GeneratedRegex("\"(INFOSHARE_[A-Z]+|FUNCTIONS_[A-Z_]+|InfoShare__[A-Za-z]+|OTEL_[A-Z_]+)\"")]
    private static partial Regex Variable();
}
