using System.Diagnostics;
using System.Globalization;

namespace InfoShare.Benchmarks;

/// <summary>This program as another process, with its CPU time and memory as the kernel counts them (Linux).</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>USER_HZ, which is 100 on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>The hub's own executable, as it was built beside this program.</summary>
    public static ChildProcess StartHub(IEnumerable<string> args, params (string Name, string Value)[] settings)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var start = new ProcessStartInfo(Path.Combine(built.Parent!.Parent!.FullName, "InfoShare.Functions", built.Name, "InfoShare.Functions"), args)
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>The package that is deployed, unpacked in <paramref name="folder"/>, as the Functions host starts it.</summary>
    public static ChildProcess StartPackage(string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "InfoShare.Functions")) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    public static ChildProcess Start(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var arg in Path.GetFileNameWithoutExtension(program) == "dotnet" ? args.Prepend(Environment.GetCommandLineArgs()[0]) : args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Seconds of CPU, user and system, of all its threads so far.</summary>
    public double CpuSeconds()
    {
        var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
        // The name may hold blanks; behind its bracket, utime and stime are the 12th and 13th fields.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Bytes of its working set.</summary>
    public long WorkingSet() => Memory("VmRSS:");

    /// <summary>The most that its working set has been.</summary>
    public long PeakWorkingSet() => Memory("VmHWM:");

    /// <summary>Bytes of its working set that are pages of files, its program's and mapped ones, which the system can take back.</summary>
    public long FilePages() => Memory("RssFile:");

    private long Memory(string what)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(what, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    /// <summary>All that it printed, once it has ended by itself.</summary>
    public async Task<string> OutputAsync()
    {
        var text = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? text : throw new InvalidOperationException($"A child process ended with {_process.ExitCode}: {text}");
    }

    /// <summary>Reads its output away, so that a full pipe does not stop it.</summary>
    public void IgnoreOutput()
    {
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>Ends it; what it wrote stays.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
