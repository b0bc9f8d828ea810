using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Hosting;

/// <summary>
/// The package that is deployed, unpacked and started as the Functions host starts it: it pulls no triggers, does the work that is posted to
/// it, and is killed without a word.
/// </summary>
[Collection(nameof(ReleasedPackage))]
public class PublishedHandlerTests(ReleasedPackage package) : IAsyncLifetime
{
    private const string Timer = """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{"sys":{}}}""";

    private PackagedHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = new(package, await SettingsAsync());
        await _hub.StartAsync();
        using var operation = _hub.As("hub-operator", Roles.Administrator);
        using var put = await operation.PutAsync(new Uri("/api/v1/agencies/cn-customs", UriKind.Relative), HubDriver.Json(JsonNode.Parse("""{"name":"X","kind":"customs","jurisdiction":"CN","groups":[]}""")!));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    /// <summary>Of the hub that is started: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [StoreFact]
    public async Task What_The_Functions_Host_Posts_Is_Done()
    {
        using var agency = _hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        using var published = await agency.PostAsync(new Uri("/api/v1/sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction("handled")));
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        Assert.Equal(0, await CountAsync(agency));

        Assert.Equal(HttpStatusCode.NotFound, await _hub.PostAsync("/sequence", Message("""{"v":1,"shards":[]}"""), "X-Forwarded-For"));
        Assert.Equal(HttpStatusCode.NotFound, await _hub.PostAsync("/sweep", Timer, "x-ms-invocation-id"));
        Assert.Equal(0, await CountAsync(agency));

        Assert.Equal(HttpStatusCode.OK, await _hub.PostAsync("/sequence", Message("""{"v":1,"shards":[]}""")));
        await Eventually.TrueAsync(async () => await CountAsync(agency) == 1, "the record is listed");

        using var lines = new StringContent(Invented.Sanction("line").With("kind", "sanction").ToJsonString(), Encoding.UTF8, "application/x-ndjson");
        using var accepted = await agency.PostAsync(new Uri("/api/v1/submissions", UriKind.Relative), lines);
        var id = (await HubDriver.ReadAsync(accepted))["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, await _hub.PostAsync("/submissions", Message(InfoShare.Submissions.SubmissionMessage.Encode(AgencyId.Parse("cn-customs"), id))));
        await Eventually.TrueAsync(async () => await CountAsync(agency) == 2, "the line is listed: who commits many lines has them sequenced");

        using var third = await agency.PostAsync(new Uri("/api/v1/sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction("swept")));
        Assert.Equal(HttpStatusCode.Created, third.StatusCode);
        Assert.Equal(2, await CountAsync(agency));
        Assert.Equal(HttpStatusCode.OK, await _hub.PostAsync("/sweep", Timer));
        await Eventually.TrueAsync(async () => await CountAsync(agency) == 3, "the third is listed");
        Assert.Equal(HttpStatusCode.OK, await _hub.PostAsync("/publicity", Timer));
    }

    [StoreFact]
    public async Task When_It_Is_Ready_It_Tells_Which_Package_It_Is()
    {
        await _hub.ReadyAsync();
        using var ready = await _hub.Host.GetAsync(new Uri("/api/v1/health/ready", UriKind.Relative));
        var version = (await File.ReadAllTextAsync(Path.Combine(package.Folder, "package-version.txt"))).Trim();
        Assert.Matches("^[0-9a-f]{16}$", version);
        Assert.Equal(version, (await HubDriver.ReadAsync(ready))["version"]!.GetValue<string>());
    }

    /// <summary>The host ends a worker with SIGKILL, whatever it is doing, and starts another on another port.</summary>
    [StoreFact]
    public async Task What_Was_Acknowledged_Outlives_The_Hosts_Kill()
    {
        string[] references = ["one", "two", "three"];
        using (var agency = _hub.As("cn-customs", Roles.Publisher | Roles.Reader))
        {
            foreach (var reference in references)
            {
                using var published = await agency.PostAsync(new Uri("/api/v1/sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction(reference)));
                Assert.Equal(HttpStatusCode.Created, published.StatusCode);
            }

            using var lines = new StringContent(Invented.Sanction("line").With("kind", "sanction").ToJsonString(), Encoding.UTF8, "application/x-ndjson");
            using var accepted = await agency.PostAsync(new Uri("/api/v1/submissions", UriKind.Relative), lines);
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        }

        await _hub.KillAsync();
        await _hub.StartAsync();
        using var later = _hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        using var submissions = await later.GetAsync(new Uri("/api/v1/submissions", UriKind.Relative));
        var id = (await HubDriver.ReadAsync(submissions))["items"]![0]!["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, await _hub.PostAsync("/submissions", Message(InfoShare.Submissions.SubmissionMessage.Encode(AgencyId.Parse("cn-customs"), id))));
        Assert.Equal(HttpStatusCode.OK, await _hub.PostAsync("/sweep", Timer));
        await Eventually.TrueAsync(async () => await CountAsync(later) == references.Length + 1, "everything acknowledged is listed");
    }

    /// <summary>The message's text encoded as JSON twice, as the host does it.</summary>
    private static string Message(string text) =>
        new JsonObject { ["Data"] = new JsonObject { ["item"] = JsonSerializer.Serialize(text) }, ["Metadata"] = new JsonObject() }.ToJsonString();

    private static async Task<int> CountAsync(HttpClient agency)
    {
        using var response = await agency.GetAsync(new Uri("/api/v1/records?publisher=me", UriKind.Relative));
        return (await HubDriver.ReadAsync(response))["items"]!.AsArray().Count;
    }
}
