using InfoShare.Benchmarks.Hub;

namespace InfoShare.Benchmarks;

/// <summary>
/// From the start of the built executable to its first answered look-up, with a snapshot and, as the floor, by reading the sequence; and
/// its working set then, and after look-ups all over the index.
/// </summary>
internal static class SnapshotBenchmark
{
    private const double BarSeconds = 2;
    private const double BarBytes = 500e6;
    private const int LookUps = 5000;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        using var hub = new ColdHub();
        var records = options.SnapshotRecords;
        var (written, bytes) = await hub.FillAsync(records);
        var starts = new List<Start>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            starts.Add(await MeasureAsync(hub, records, LookUps));
            await Console.Out.WriteLineAsync($"start {round} from the snapshot: {starts[^1]}");
        }

        await hub.RemoveSnapshotsAsync();
        var floor = await MeasureAsync(hub, records, 0);
        var (seconds, first) = (Numbers.Median(starts.Select(start => start.Seconds)), Numbers.Median(starts.Select(start => start.WorkingSet)));
        var (later, files) = (Numbers.Median(starts.Select(start => start.Later)), Numbers.Median(starts.Select(start => start.Files)));
        return
        [
            new(Numbers.Text($"snapshot of {records} records: bytes; written in"), Numbers.Text($"{bytes / 1e6:F0} MB; {written:F1} s")),
            new("start by reading the sequence: first answered look-up; working set", Numbers.Text($"{floor.Seconds:F2} s; {floor.WorkingSet / 1e6:F0} MB")),
            new("start from the snapshot: first answered look-up", Numbers.Text($"{seconds:F2} s"), "< 2 s", seconds < BarSeconds),
            new("start from the snapshot: CPU until then", Numbers.Text($"{Numbers.Median(starts.Select(start => start.Cpu)):F2} s")),
            new("start from the snapshot: working set then", Numbers.Text($"{first / 1e6:F0} MB"), "<= 500 MB", first <= BarBytes),
            new(
                Numbers.Text($"the same after {LookUps} look-ups of other merchants (of it pages of files)"),
                Numbers.Text($"{later / 1e6:F0} MB ({files / 1e6:F0} MB)")),
        ];
    }

    public static async Task<Start> MeasureAsync(ColdHub hub, int records, int lookUps)
    {
        var token = hub.Token();
        var started = TimeProvider.System.GetTimestamp();
        await using var process = hub.Start(out var port);
        using var client = await hub.FirstAnswerAsync(port, Route(records / 2), token);
        var (seconds, cpu, workingSet) = (TimeProvider.System.GetElapsedTime(started).TotalSeconds, process.CpuSeconds(), process.WorkingSet());
        await Parallel.ForEachAsync(
            Enumerable.Range(0, lookUps), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, cancellationToken) =>
            {
                using var response = await client.GetAsync(Route((int)(number * 7919L % records)), cancellationToken);
                response.EnsureSuccessStatusCode();
            });
        return new(seconds, cpu, workingSet, process.WorkingSet(), process.PeakWorkingSet(), process.FilePages());
    }

    private static string Route(int number) => $"merchants/registration/DE:HRB{InventedSanction.Digits(number)}";

    /// <param name="Seconds">To the first answer.</param>
    /// <param name="Cpu">Seconds of CPU until then.</param>
    /// <param name="WorkingSet">Bytes then.</param>
    /// <param name="Later">Bytes after the look-ups.</param>
    /// <param name="Peak">The most bytes so far.</param>
    /// <param name="Files">Bytes of those after the look-ups that are pages of files.</param>
    public sealed record Start(double Seconds, double Cpu, double WorkingSet, double Later, double Peak, double Files)
    {
        public override string ToString() => Numbers.Text(
            $"{Seconds:F2} s, {Cpu:F2} s of CPU, {WorkingSet / 1e6:F0} MB; later {Later / 1e6:F0} MB, {Files / 1e6:F0} MB of them pages of files; at most {Peak / 1e6:F0} MB");
    }
}
