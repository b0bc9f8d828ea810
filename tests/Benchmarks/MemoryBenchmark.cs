using InfoShare.Benchmarks.Hub;

namespace InfoShare.Benchmarks;

/// <summary>
/// The working set of a hub, less what its index reports of itself, during submissions of growing length. Each hub is warmed up by short
/// submissions first, until its caches and compiled code have their size; what the very first of these shows is printed too.
/// </summary>
internal static class MemoryBenchmark
{
    private const double Bar = 0.2;
    private const double MiB = 1 << 20;
    private const int WarmUpLines = 10_000;
    private const int WarmUpRounds = 6;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        var (results, runs) = (new List<BenchmarkResult>(), new List<Run>());
        foreach (var lines in options.MemoryLines)
        {
            var run = await MeasureAsync(lines);
            runs.Add(run);
            results.Add(new(
                Numbers.Text($"memory, {lines} lines: working set less index, median while running"),
                Numbers.Text($"{run.Beyond / MiB:F0} MiB (index {run.Index / MiB:F0}, peak less index {run.Peak / MiB:F0}, first submission {run.First / MiB:F0})")));
            await Console.Out.WriteLineAsync(results[^1].What + ": " + results[^1].Figure);
        }

        var most = runs.Max(run => Math.Abs((run.Beyond / runs[0].Beyond) - 1));
        results.Add(new("memory: change from the shortest", Numbers.Text($"{most:P0}"), "<= 20 %", most <= Bar));
        results.Add(new("memory: the longest against a hub's first submission", Numbers.Text($"{(runs[^1].Beyond / runs[0].First) - 1:P0}")));
        return results;
    }

    private static async Task<Run> MeasureAsync(int lines)
    {
        await using var hub = await HubProcess.StartAsync();
        var first = await SubmitAsync(hub, 0, WarmUpLines);
        for (var round = 1; round < WarmUpRounds; round++)
        {
            await SubmitAsync(hub, round * WarmUpLines, WarmUpLines);
        }

        var beyond = await SubmitAsync(hub, WarmUpRounds * WarmUpLines, lines);
        return new(Numbers.Median(beyond), beyond.Max(), await hub.MetricAsync("infoshare_index_bytes"), Numbers.Median(first));
    }

    private static async Task<List<double>> SubmitAsync(HubProcess hub, int from, int lines)
    {
        var submitted = await hub.SubmitAsync(Enumerable.Range(from, lines).Select(number => InventedSanction.Line(number)), compressed: true);
        using var ended = new CancellationTokenSource();
        var samples = SampleAsync(hub, ended.Token);
        await submitted.DoneAsync(lines);
        await ended.CancelAsync();
        return await samples;
    }

    private static async Task<List<double>> SampleAsync(HubProcess hub, CancellationToken ended)
    {
        var beyond = new List<double>();
        while (!ended.IsCancellationRequested)
        {
            beyond.Add(hub.Process.WorkingSet() - await hub.MetricAsync("infoshare_index_bytes"));
            await Task.Delay(200, CancellationToken.None);
        }

        return beyond;
    }

    /// <summary>Bytes: the median and the most beyond the index, the index, and the median beyond it during the hub's first submission.</summary>
    private sealed record Run(double Beyond, double Peak, double Index, double First);
}
