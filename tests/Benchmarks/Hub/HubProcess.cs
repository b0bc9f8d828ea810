using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Benchmarks.Hub;

/// <summary>A hub in a process of its own on a temporary folder, with the agencies of the benchmarks.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    // One agency makes all of a benchmark's requests: its allowance is not what is measured.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Access__Rates__AgencyPerSecond"] = "10000000",
        ["Access__Rates__AgencyBurst"] = "10000000",
        ["Webhooks__AllowLoopback"] = "true",
    };

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("infoshare-bench-");

    private HubProcess()
    {
        Port = FreePort();
        Process = ChildProcess.Start(["hub", "serve", "--urls", $"http://127.0.0.1:{Port}", "--data", _data.FullName], Settings);
        Process.IgnoreOutput();
    }

    public int Port { get; }

    public string DataDirectory => _data.FullName;

    public ChildProcess Process { get; }

    public static async Task<HubProcess> StartAsync()
    {
        var hub = new HubProcess();
        await hub.WaitUntilReadyAsync();
        await hub.RegisterAsync("bench-market", "market-regulator");
        await hub.RegisterAsync("bench-customs", "customs");
        return hub;
    }

    public string Token(string agency, Roles roles)
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(_data.FullName, EmbeddedIssuer.KeyFile));
        return key.CreateToken(AgencyId.Parse(agency), roles, TimeSpan.FromHours(6), TimeProvider.System.GetUtcNow());
    }

    public HttpClient Client(string agency, Roles roles)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(agency, roles));
        return client;
    }

    /// <summary>Submits lines; answers when the hub has taken them in.</summary>
    /// <param name="compressed">As gzip, so that a million lines keep below the bound of an upload.</param>
    public Task<Submitted> SubmitAsync(IEnumerable<string> lines, bool compressed = false) =>
        Submitted.StartAsync(Client("bench-market", Roles.Publisher), Path.Combine(_data.FullName, "submission.ndjson"), lines, compressed);

    /// <summary>Whether <c>/metrics</c> has it yet.</summary>
    public async Task<bool> HasMetricAsync(string name)
    {
        using var client = Client("hub-operator", Roles.Administrator);
        return (await client.GetStringAsync("metrics")).Split('\n').Any(line => line.StartsWith(name + " ", StringComparison.Ordinal));
    }

    /// <summary>A value of <c>/metrics</c>.</summary>
    public async Task<long> MetricAsync(string name)
    {
        using var client = Client("hub-operator", Roles.Administrator);
        var lines = (await client.GetStringAsync("metrics")).Split('\n');
        var line = lines.First(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return (long)double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>A free port, for the child to listen on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private HttpClient Anonymous() => new() { BaseAddress = new Uri($"http://127.0.0.1:{Port}/api/v1/"), Timeout = TimeSpan.FromMinutes(10) };

    private async Task WaitUntilReadyAsync()
    {
        using var client = Anonymous();
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50))
        {
            try
            {
                using var response = await client.GetAsync("health/ready");
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(started) < StartTime)
            {
                // It does not listen yet.
            }
        }
    }

    /// <param name="key">A public key of the agency's, as a JWK.</param>
    public async Task RegisterAsync(string agency, string kind, string? key = null)
    {
        using var client = Client("hub-operator", Roles.Administrator);
        using var body = new StringContent($$"""{"name":"{{agency}}","kind":"{{kind}}","jurisdiction":"DE","groups":[],"keys":{"keys":[{{key}}] } }""", Encoding.UTF8, "application/json");
        using var response = await client.PutAsync($"agencies/{agency}", body);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
        }
    }
}
