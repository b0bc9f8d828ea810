using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using InfoShare.Tests.Docs;
using InfoShare.Tests.NodeJs;

namespace InfoShare.Tests.Azurite;

/// <summary>The emulator of Azure Storage as a process of its own, on free ports, with accounts enough for every test to have its own.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const int Accounts = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Lazy<Task<AzuriteProcess>> ForAll = new(StartSharedAsync);

    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private readonly Process _process;

    private readonly DirectoryInfo _folder;

    private readonly string _key;

    private readonly ConcurrentQueue<string> _output = new();

    private readonly Dictionary<string, string> _ports = [];

    private readonly SemaphoreSlim _clock = new(0);

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _accounts;

    private AzuriteProcess(DirectoryInfo folder, string key, Process process)
    {
        (_folder, _key, _process) = (folder, key, process);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"Azurite ended: {string.Join('\n', _output)}"));
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Azurite");

    /// <summary>The one that the tests of this run share; it ends with them.</summary>
    public static Task<AzuriteProcess> SharedAsync() => ForAll.Value;

    public static async Task<AzuriteProcess> StartAsync()
    {
        await Installed.Value;
        var folder = Directory.CreateTempSubdirectory("infoshare-azurite-");
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var start = new ProcessStartInfo(NodePrograms.Node ?? throw new InvalidOperationException("There is no Node: install it (apt-get install nodejs npm), and the tests install and start Azurite, the emulator of Azure Storage."))
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[
            Path.Combine(Folder, "run.js"), Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js"),
            "--location", folder.FullName, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(0, Accounts).Select(number => $"{Account(number)}:{key}"));
        var azurite = new AzuriteProcess(folder, key, new() { StartInfo = start, EnableRaisingEvents = true });
        azurite._process.Start();
        azurite._process.BeginOutputReadLine();
        azurite._process.BeginErrorReadLine();
        await azurite._listening.Task.WaitAsync(Patience);
        return azurite;
    }

    /// <summary>A connection string of an account that nobody else has.</summary>
    public string NewAccount()
    {
        var account = Account(Interlocked.Increment(ref _accounts) - 1);
        string Address(string service) => $"http://127.0.0.1:{_ports[service]}/{account}";
        return $"AccountName={account};AccountKey={_key};BlobEndpoint={Address("Blob")};QueueEndpoint={Address("Queue")};TableEndpoint={Address("Table")}";
    }

    /// <summary>Stops the emulator's clock at an instant.</summary>
    public async Task SetClockAsync(DateTimeOffset now)
    {
        await _process.StandardInput.WriteLineAsync(now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
        Assert.True(await _clock.WaitAsync(Patience), "The emulator's clock does not move.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _clock.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"test{number:D4}");

    private static async Task<AzuriteProcess> StartSharedAsync()
    {
        var azurite = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            azurite._process.Kill();
            azurite._folder.Delete(recursive: true);
        };
        return azurite;
    }

    /// <summary>What the lock file says, once.</summary>
    private static async Task InstallAsync()
    {
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            return;
        }

        var start = new ProcessStartInfo(NodePrograms.Npm ?? "npm", ["ci", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var output = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await npm.WaitForExitAsync(patience.Token);
        Assert.True(npm.ExitCode == 0, $"npm ci in {Folder} failed: {string.Join('\n', await output)}");
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line == "clock")
        {
            _clock.Release();
        }
        else if (Listening().Match(line) is { Success: true } match)
        {
            lock (_ports)
            {
                _ports[match.Groups[1].Value] = match.Groups[2].Value;
                if (_ports.Count == 3)
                {
                    _listening.TrySetResult();
                }
            }
        }
    }

    [GeneratedRegex(@"Azurite (Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
