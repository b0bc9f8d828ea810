using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Hosting;
using InfoShare.Functions.Records;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Functions.Demo;

/// <summary>
/// Invented agencies and records for trying the hub: names nobody bears, identifiers from ranges that nobody assigns, with right check digits.
/// They go in by the same reader and store as everything else.
/// </summary>
public static class DemoHub
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(12);

    private static readonly (string Agency, Roles Roles, string For)[] Tokens =
    [
        ("cn-customs", Roles.Publisher | Roles.Reader | Roles.Analyst, "a customs agency: publishes, looks up"),
        ("de-market", Roles.Publisher | Roles.Reader | Roles.CaseOfficer, "a partner country's market regulator, with RED records"),
        ("demo-platform", Roles.Publisher | Roles.Reader, "a marketplace: publishes cases"),
        ("demo-pay", Roles.Feed | Roles.Reader, "a payment institution's feed: alerts"),
        ("cn-finance", Roles.Auditor, "an auditor: the access log"),
        ("hub-operator", Roles.Administrator, "the operator: agencies, metrics"),
    ];

    public static async Task FillWithDemoAsync(this IServiceProvider services, HubOptions options)
    {
        await RegisterAsync(services);
        var count = await PublishAsync(services);
        await Console.Out.WriteLineAsync(TextOf(services, options, count));
    }

    private static async Task RegisterAsync(IServiceProvider services)
    {
        var directory = services.GetRequiredService<AgencyDirectory>();
        foreach (var (id, agency) in JsonNode.Parse(await ReadAsync("agencies.json"))!.AsObject())
        {
            var errors = new ErrorList();
            var read = AgencyReader.Read(AgencyId.Parse(id), Encoding.UTF8.GetBytes(agency!.ToJsonString()), errors);
            await directory.PutAsync(
                read ?? throw new InvalidDataException($"The demonstration agency {id} is not valid: {string.Join("; ", errors)}"), null, CancellationToken.None);
        }
    }

    private static async Task<int> PublishAsync(IServiceProvider services)
    {
        var directory = services.GetRequiredService<AgencyDirectory>();
        var commands = (await ReadAsync("records.ndjson"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(RecordCommand (line) => CommandOf(line, directory))
            .ToList();
        var outcomes = await services.GetRequiredService<RecordStore>().ExecuteManyAsync(commands, CancellationToken.None);
        var index = services.GetRequiredService<MerchantIndex>();
        foreach (var done in outcomes.OfType<RecordOutcome.Done>())
        {
            await index.WaitForAsync(done.Id, done.Version, VisibleWithin, CancellationToken.None);
        }

        return outcomes.Count;
    }

    private static RecordCommand.Publish CommandOf(string line, AgencyDirectory directory)
    {
        var record = JsonNode.Parse(line)!.AsObject();
        var publisher = directory.Get(AgencyId.Parse(record["publisher"]!.GetValue<string>()));
        record.Remove("publisher");
        var errors = new ErrorList();
        var read = RecordReader.ReadLine(Encoding.UTF8.GetBytes(record.ToJsonString()), null, EnvelopeMembers.Line, directory.ContextOf(publisher), errors);
        return errors.Count == 0
            ? new RecordCommand.Publish(publisher, read!.Draft!)
            : throw new InvalidDataException($"A demonstration record is not valid: {string.Join("; ", errors)} in {line}");
    }

    private static string TextOf(IServiceProvider services, HubOptions options, int count)
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(options.DataDirectory, EmbeddedIssuer.KeyFile));
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var url = options.Urls.Split(';')[0];
        var text = new StringBuilder();
        text.AppendLine().AppendLine($"InfoShare demonstration hub on {url} with {count} invented records; data in {options.DataDirectory}").AppendLine();
        foreach (var (agency, roles, meaning) in Tokens)
        {
            var name = agency.Replace('-', '_').ToUpperInvariant();
            text.AppendLine($"# {meaning}").AppendLine($"export {name}={key.CreateToken(AgencyId.Parse(agency), roles, TokenLifetime, now)}").AppendLine();
        }

        text.AppendLine("# three look-ups to paste")
            .AppendLine($"curl -s {url}/api/v1/public/merchants/uscc/91990000MA0000001B")
            .AppendLine($"curl -s -H \"Authorization: Bearer $CN_CUSTOMS\" {url}/api/v1/merchants/uscc/91990000MA0000001B")
            .AppendLine($"curl -s -H \"Authorization: Bearer $DE_MARKET\" \"{url}/api/v1/merchants?name=nordlicht\"")
            .AppendLine().AppendLine($"# the API's documentation: {url}/api/docs   (stop with Ctrl+C)");
        return text.ToString();
    }

    private static async Task<string> ReadAsync(string name)
    {
        await using var stream = typeof(DemoHub).Assembly.GetManifestResourceStream($"InfoShare.Functions.Demo.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is not in the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
