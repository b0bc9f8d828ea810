using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Tests.Hosting;

/// <summary>The package's program as the Functions host starts it and calls it, over an environment as bare as an image's may be.</summary>
internal sealed class PackagedHub : IAsyncDisposable
{
    /// <summary>What the host's reverse proxy puts on a request from outside.</summary>
    private static readonly (string Name, string Value)[] Proxied =
    [
        ("X-Forwarded-For", "10.0.0.7"),
        ("X-Forwarded-Host", "hub.example"),
        ("X-Forwarded-Proto", "https"),
        ("X-Azure-Functions-InvocationId", "0e6cb0b8-8d44-4b5a-a6f5-6b9ddc3b0c10"),
        ("x-ms-invocation-id", "0e6cb0b8-8d44-4b5a-a6f5-6b9ddc3b0c10"),
    ];

    private readonly ReleasedPackage _package;

    private readonly IReadOnlyDictionary<string, string?> _settings;

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("infoshare-handler-");

    private readonly ConcurrentQueue<string> _output = new();

    private Process? _process;

    /// <param name="settings">Settings of the app, given as environment variables.</param>
    public PackagedHub(ReleasedPackage package, IReadOnlyDictionary<string, string?> settings) => (_package, _settings) = (package, settings);

    /// <summary>The host's own calls.</summary>
    public HttpClient Host { get; private set; } = new();

    /// <summary>What it has written so far, on both streams.</summary>
    public string Log => string.Join('\n', _output);

    /// <summary>On a new instance nobody has made it.</summary>
    public string Data => Path.Combine(_temporary.FullName, "data");

    /// <summary>Starts the process and waits until it answers the host's first call.</summary>
    public async Task StartAsync()
    {
        var port = FreePort();
        var start = new ProcessStartInfo(_package.Executable) { WorkingDirectory = _package.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = "5f4c2a1e-0d2c-4a38-9d1e-6f3b0f0f8a11";
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _package.Folder;
        start.Environment["InfoShare__DataDirectory"] = Data;
        start.Environment["ASPNETCORE_URLS"] = "http://+:1";
        // The image may have no .NET at all: the package must do without what this machine has.
        start.Environment["DOTNET_ROOT"] = "/nowhere";
        start.Environment["PATH"] = "/usr/bin:/bin";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Host.Dispose();
        Host = new() { BaseAddress = new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}") };
        await Eventually.TrueAsync(async () => await StatusAsync("/") == HttpStatusCode.OK, "the program answers GET /");
    }

    /// <summary>Null: nobody listens.</summary>
    public async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var response = await Host.GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            Assert.False(_process!.HasExited, $"The program has ended: {Log}");
            return null;
        }
    }

    /// <summary>Waits until the index is ready.</summary>
    public Task ReadyAsync() => Eventually.TrueAsync(
        async () => await StatusAsync("/api/v1/health/ready") == HttpStatusCode.OK, "the hub is ready", TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(50));

    /// <summary>SIGKILL, as the host ends a worker.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndAsync();
    }

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process!.WaitForExitAsync(patience.Token);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    /// <summary>A client of the agency, whose requests the host proxies.</summary>
    public HttpClient As(string agency, Roles roles)
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(Data, EmbeddedIssuer.KeyFile));
        var client = new HttpClient { BaseAddress = Host.BaseAddress };
        foreach (var (name, value) in Proxied)
        {
            client.DefaultRequestHeaders.Add(name, value);
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", key.CreateToken(AgencyId.Parse(agency), roles, TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow()));
        return client;
    }

    /// <summary>Posts a queue's or a timer's payload, as the host does.</summary>
    /// <param name="spoofed">A header that the host's own calls never carry.</param>
    public async Task<HttpStatusCode> PostAsync(string path, string payload, string? spoofed = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        if (spoofed is not null)
        {
            request.Headers.Add(spoofed, "1");
        }

        using var response = await Host.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode != HttpStatusCode.OK || body.Contains("\"ReturnValue\"", StringComparison.Ordinal), body);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        Host.Dispose();
        _temporary.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
