using System.Diagnostics;
using System.IO.Compression;
using InfoShare.Benchmarks.Hub;

namespace InfoShare.Benchmarks;

/// <summary>
/// From the start of the program of the package that is deployed, as the Functions host starts it, to its first answered look-up by
/// identifier, with a snapshot of the index; the floor is the same without any records.
/// </summary>
internal static class ColdStartBenchmark
{
    private const double BarSeconds = 1.5;
    private const int Records = 100_000;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-package-");
        try
        {
            await BuildAsync(folder.FullName);
            // An account is filled once.
            var empty = ColdHub.IsOnAccount ? [] : await StartsAsync(options, folder.FullName, 1);
            var full = await StartsAsync(options, folder.FullName, Records);
            var seconds = Numbers.Median(full.Select(start => start.Seconds));
            return
            [
                .. empty.Count == 0 ? [] : (BenchmarkResult[])[new("cold start of the package with one record: first answered look-up", Numbers.Text($"{Numbers.Median(empty.Select(start => start.Seconds)):F2} s"))],
                new(Numbers.Text($"cold start of the package with a snapshot of {Records} records: first answered look-up"), Numbers.Text($"{seconds:F2} s"), "< 1.5 s", seconds < BarSeconds),
                new("the slowest of them; CPU until then (median)", Numbers.Text($"{full.Max(start => start.Seconds):F2} s; {Numbers.Median(full.Select(start => start.Cpu)):F2} s")),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<SnapshotBenchmark.Start>> StartsAsync(BenchmarkOptions options, string package, int records)
    {
        using var hub = new ColdHub(package);
        await hub.FillAsync(records);
        var starts = new List<SnapshotBenchmark.Start>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            starts.Add(await SnapshotBenchmark.MeasureAsync(hub, records, 0));
            await Console.Out.WriteLineAsync(Numbers.Text($"start {round} with {records} records: {starts[^1].Seconds:F2} s, {starts[^1].Cpu:F2} s of CPU"));
        }

        return starts;
    }

    private static async Task BuildAsync(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "InfoShare.sln")))
        {
            root = root.Parent!;
        }

        var zip = Path.Combine(folder, "released-package.zip");
        using var build = Process.Start(new ProcessStartInfo("bash", [Path.Combine(root.FullName, "bicep", "package.sh"), zip]) { RedirectStandardOutput = true })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        if (build.ExitCode != 0)
        {
            throw new InvalidOperationException($"The package could not be built: {output}");
        }

        await ZipFile.ExtractToDirectoryAsync(zip, folder);
    }
}
