using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Tests.Hub;

/// <summary>
/// The hub as it is run: a process of its own, on a free port, with its data in a temporary folder, to be killed and started again. Its
/// output is kept in a file.
/// </summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _log = Path.GetTempFileName();

    private readonly IReadOnlyDictionary<string, string> _settings;

    private Process? _process;

    private Task _output = Task.CompletedTask;

    private readonly bool _ownsData;

    /// <param name="settings">Environment variables.</param>
    /// <param name="data">Another's folder, whose issuer's key it shares; null: a folder of its own.</param>
    public HubProcess(IReadOnlyDictionary<string, string>? settings = null, string? data = null)
    {
        _ownsData = data is null;
        Data = data ?? Directory.CreateTempSubdirectory("infoshare-process-").FullName;
        _settings = settings ?? new Dictionary<string, string>();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
    }

    public Uri Address { get; }

    public string Data { get; }

    /// <summary>Of the process that runs now.</summary>
    public int Id => _process!.Id;

    /// <summary>What every start of it has written so far.</summary>
    public string Log
    {
        get
        {
            using var reader = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    /// <param name="settings">Environment variables.</param>
    /// <param name="data">Another's folder, whose issuer's key it shares; null: a folder of its own.</param>
    public static async Task<HubProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null, string? data = null)
    {
        var hub = new HubProcess(settings, data);
        hub.Launch();
        await hub.ReadyAsync();
        return hub;
    }

    /// <summary>Starts the process; it may not answer yet.</summary>
    public void Launch()
    {
        var start = BuiltProgram.StartInfo("InfoShare.Functions", "InfoShare.Functions", ["serve", "--urls", Address.ToString(), "--data", Data]);
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _output = Task.WhenAll(KeepAsync(_process.StandardOutput), KeepAsync(_process.StandardError));
    }

    /// <summary>Waits until it answers that it is ready.</summary>
    public async Task ReadyAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            Assert.False(_process!.HasExited, $"The hub has ended: {Log}");
            Assert.True(Stopwatch.GetElapsedTime(begun) < StartTime, $"The hub is not ready in time: {Log}");
            await Task.Delay(20);
        }
    }

    /// <summary>SIGKILL: the process gets no chance to do anything about it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndAsync();
    }

    /// <summary>SIGTERM; its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan within)
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(within);
        await _process.WaitForExitAsync(patience.Token);
        return await EndAsync();
    }

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process!.WaitForExitAsync();
        await _output;
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public string Token(string agency, Roles roles)
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(Data, EmbeddedIssuer.KeyFile));
        return key.CreateToken(AgencyId.Parse(agency), roles, TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow());
    }

    /// <summary>A client of the agency with these roles.</summary>
    public HttpClient As(string agency, Roles roles)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(agency, roles));
        return client;
    }

    public async Task RegisterAsync(string id, string kind)
    {
        using var administrator = As("hub-operator", Roles.Administrator);
        using var body = HubDriver.Json(new System.Text.Json.Nodes.JsonObject { ["name"] = id, ["kind"] = kind, ["jurisdiction"] = "DE", ["groups"] = new System.Text.Json.Nodes.JsonArray() });
        using var response = await administrator.PutAsync(new Uri($"agencies/{id}", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _probe.Dispose();
        if (_ownsData)
        {
            Directory.Delete(Data, recursive: true);
        }

        File.Delete(_log);
    }

    /// <summary>
    /// Below the range that the system gives to outgoing connections: a client that asks a hub that is down could otherwise be given
    /// the hub's own port, and keep it from starting again.
    /// </summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var free = new TcpListener(IPAddress.Loopback, port);
                free.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: another.
            }
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _probe.GetAsync(new Uri(Address, "/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task KeepAsync(StreamReader output)
    {
        await using var file = new FileStream(_log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await output.BaseStream.CopyToAsync(file);
    }
}
