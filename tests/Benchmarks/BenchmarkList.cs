using InfoShare.Benchmarks.Screening;

namespace InfoShare.Benchmarks;

/// <summary>The benchmarks by name.</summary>
internal static class BenchmarkList
{
    private const string Usage = """
        usage: dotnet run -c Release --project tests/Benchmarks [-- [lookup|publish|bulk|memory|visible|snapshot|coldstart|dataset|download|screening|changes|deliveries|feed|all] [--quick]]

        Each measures the hub against a floor in the same run, and prints the ratio with its bar. --quick takes fewer and shorter rounds,
        and leaves the submission and the snapshot of 1,000,000 records out. What ran on the machine besides shows in the rates; ratios are of CPU time where
        the bar is one of CPU time, and medians of alternating rounds elsewhere.
        """;

    private static readonly (string Name, Func<BenchmarkOptions, Task<IReadOnlyList<BenchmarkResult>>> Run)[] All =
    [
        ("lookup", LookUpBenchmark.RunAsync),
        ("publish", PublishBenchmark.RunAsync),
        ("bulk", BulkBenchmark.RunAsync),
        ("visible", VisibleBenchmark.RunAsync),
        ("memory", MemoryBenchmark.RunAsync),
        ("snapshot", SnapshotBenchmark.RunAsync),
        ("coldstart", ColdStartBenchmark.RunAsync),
        ("dataset", DatasetBenchmark.RunBuildAsync),
        ("download", DatasetBenchmark.RunDownloadAsync),
        ("feed", FeedBenchmark.RunAsync),
        ("screening", ScreeningBenchmark.RunAsync),
        ("changes", ChangesBenchmark.RunAsync),
        ("deliveries", DeliveriesBenchmark.RunAsync),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new BenchmarkOptions(args.Contains("--quick"));
        var names = args.Where(arg => arg != "--quick").ToArray();
        var chosen = All.Where(benchmark => names is [] or ["all"] || names.Contains(benchmark.Name)).ToList();
        if (chosen.Count == 0 || (names is not ([] or ["all"]) && chosen.Count != names.Length))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var results = new List<BenchmarkResult>();
        foreach (var (name, run) in chosen)
        {
            await Console.Out.WriteLineAsync($"-- {name}");
            results.AddRange(await run(options));
        }

        await ResultTable.WriteAsync(Console.Out, results);
        return 0;
    }
}
