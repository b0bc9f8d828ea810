using InfoShare.Benchmarks.Hub;

namespace InfoShare.Benchmarks;

/// <summary>The working set of a fresh hub, less what its index reports of itself, after submissions of growing length.</summary>
internal static class MemoryBenchmark
{
    private const double Bar = 0.2;
    private const double MiB = 1 << 20;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        var results = new List<BenchmarkResult>();
        var beyond = new List<double>();
        foreach (var lines in options.MemoryLines)
        {
            var run = await MeasureAsync(lines);
            beyond.Add(run.Beyond);
            results.Add(new(
                Numbers.Text($"memory, {lines} lines: working set less index, median while running"),
                Numbers.Text($"{run.Beyond / MiB:F0} MiB (index {run.Index / MiB:F0}, peak less index {run.Peak / MiB:F0})")));
            await Console.Out.WriteLineAsync(results[^1].What + ": " + results[^1].Figure);
        }

        var most = beyond.Max(value => Math.Abs((value / beyond[0]) - 1));
        results.Add(new("memory: change from the shortest", Numbers.Text($"{most:P0}"), "<= 20 %", most <= Bar));
        return results;
    }

    private static async Task<(double Beyond, double Peak, double Index)> MeasureAsync(int lines)
    {
        await using var hub = await HubProcess.StartAsync();
        var submitted = await hub.SubmitAsync(Enumerable.Range(0, lines).Select(number => InventedSanction.Line(number)), compressed: true);
        using var ended = new CancellationTokenSource();
        var samples = SampleAsync(hub, ended.Token);
        await submitted.DoneAsync(lines);
        await ended.CancelAsync();
        var beyond = await samples;
        return (Numbers.Median(beyond), beyond.Max(), await hub.MetricAsync("infoshare_index_bytes"));
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
}
