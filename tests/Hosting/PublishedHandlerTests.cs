using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Hosting;

/// <summary>
/// The package that is deployed, unpacked and started as the Functions host starts it: it pulls no triggers, does the work that is posted to
/// it, and is killed without a word.
/// </summary>
[Collection(nameof(ReleasedPackage))]
public sealed class PublishedHandlerTests(ReleasedPackage package) : IAsyncLifetime
{
    private const string Timer = """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{"sys":{}}}""";

    /// <summary>What the host's reverse proxy puts on a request from outside.</summary>
    private static readonly (string Name, string Value)[] Proxied =
    [
        ("X-Forwarded-For", "10.0.0.7"),
        ("X-Forwarded-Host", "hub.example"),
        ("X-Forwarded-Proto", "https"),
        ("X-Azure-Functions-InvocationId", "0e6cb0b8-8d44-4b5a-a6f5-6b9ddc3b0c10"),
        ("x-ms-invocation-id", "0e6cb0b8-8d44-4b5a-a6f5-6b9ddc3b0c10"),
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("infoshare-handler-");

    private int _port;

    private Process _process = null!;

    private HttpClient _host = null!;

    public async Task InitializeAsync() => await StartAsync();

    public async Task DisposeAsync()
    {
        await KillAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task What_The_Functions_Host_Posts_Is_Done()
    {
        using var operation = As("hub-operator", Roles.Administrator);
        using var put = await operation.PutAsync(new Uri("/api/v1/agencies/cn-customs", UriKind.Relative), HubDriver.Json(JsonNode.Parse("""{"name":"X","kind":"customs","jurisdiction":"CN","groups":[]}""")!));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var agency = As("cn-customs", Roles.Publisher | Roles.Reader);
        using var published = await agency.PostAsync(new Uri("/api/v1/sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction("handled")));
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        Assert.Equal(0, await CountAsync(agency));

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/sequence", Message("""{"v":1,"shards":[]}"""), "X-Forwarded-For"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/sweep", Timer, "x-ms-invocation-id"));
        Assert.Equal(0, await CountAsync(agency));

        Assert.Equal(HttpStatusCode.OK, await PostAsync("/sequence", Message("""{"v":1,"shards":[]}"""), null));
        await Eventually.TrueAsync(() => CountAsync(agency).GetAwaiter().GetResult() == 1, "the record is listed");

        using var lines = new StringContent(Invented.Sanction("line").With("kind", "sanction").ToJsonString(), Encoding.UTF8, "application/x-ndjson");
        using var accepted = await agency.PostAsync(new Uri("/api/v1/submissions", UriKind.Relative), lines);
        var id = (await HubDriver.ReadAsync(accepted))["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/submissions", Message(InfoShare.Submissions.SubmissionMessage.Encode(AgencyId.Parse("cn-customs"), id)), null));
        Assert.Equal(1, await CountAsync(agency));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/sweep", Timer, null));
        await Eventually.TrueAsync(() => CountAsync(agency).GetAwaiter().GetResult() == 2, "the line is listed");
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/publicity", Timer, null));
    }

    /// <summary>The host ends a worker with SIGKILL, whatever it is doing, and starts another on another port.</summary>
    [Fact]
    public async Task What_Was_Acknowledged_Outlives_The_Hosts_Kill()
    {
        using (var operation = As("hub-operator", Roles.Administrator))
        {
            using var put = await operation.PutAsync(new Uri("/api/v1/agencies/cn-customs", UriKind.Relative), HubDriver.Json(JsonNode.Parse("""{"name":"X","kind":"customs","jurisdiction":"CN","groups":[]}""")!));
        }

        string[] references = ["one", "two", "three"];
        using (var agency = As("cn-customs", Roles.Publisher | Roles.Reader))
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

        await KillAsync();
        await StartAsync();
        using var later = As("cn-customs", Roles.Publisher | Roles.Reader);
        using var submissions = await later.GetAsync(new Uri("/api/v1/submissions", UriKind.Relative));
        var id = (await HubDriver.ReadAsync(submissions))["items"]![0]!["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/submissions", Message(InfoShare.Submissions.SubmissionMessage.Encode(AgencyId.Parse("cn-customs"), id)), null));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/sweep", Timer, null));
        await Eventually.TrueAsync(() => CountAsync(later).GetAwaiter().GetResult() == references.Length + 1, "everything acknowledged is listed");
    }

    private async Task StartAsync()
    {
        _port = FreePort();
        var start = new ProcessStartInfo(package.Executable) { WorkingDirectory = package.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = "5f4c2a1e-0d2c-4a38-9d1e-6f3b0f0f8a11";
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = package.Folder;
        start.Environment["InfoShare__DataDirectory"] = _data.FullName;
        start.Environment["ASPNETCORE_URLS"] = "http://+:1";
        // The image may have no .NET at all: the package must do without what this machine has.
        start.Environment["DOTNET_ROOT"] = "/nowhere";
        start.Environment["PATH"] = "/usr/bin:/bin";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _host = new() { BaseAddress = new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}") };
        await Eventually.TrueAsync(() => Answers(), "the program answers GET /");
    }

    private async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _host.Dispose();
    }

    /// <summary>The message's text encoded as JSON twice, as the host does it.</summary>
    private static string Message(string text) =>
        new JsonObject { ["Data"] = new JsonObject { ["item"] = JsonSerializer.Serialize(text) }, ["Metadata"] = new JsonObject() }.ToJsonString();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<int> CountAsync(HttpClient agency)
    {
        using var response = await agency.GetAsync(new Uri("/api/v1/records?publisher=me", UriKind.Relative));
        return (await HubDriver.ReadAsync(response))["items"]!.AsArray().Count;
    }

    private bool Answers()
    {
        try
        {
            return _host.GetAsync(new Uri("/", UriKind.Relative)).GetAwaiter().GetResult().IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private HttpClient As(string agency, Roles roles)
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(_data.FullName, EmbeddedIssuer.KeyFile));
        var client = new HttpClient { BaseAddress = _host.BaseAddress };
        foreach (var (name, value) in Proxied)
        {
            client.DefaultRequestHeaders.Add(name, value);
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", key.CreateToken(AgencyId.Parse(agency), roles, TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow()));
        return client;
    }

    private async Task<HttpStatusCode> PostAsync(string path, string payload, string? spoofed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        if (spoofed is not null)
        {
            request.Headers.Add(spoofed, "1");
        }

        using var response = await _host.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode != HttpStatusCode.OK || body.Contains("\"ReturnValue\"", StringComparison.Ordinal), body);
        return response.StatusCode;
    }
}
