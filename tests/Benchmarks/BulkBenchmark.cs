using InfoShare.Benchmarks.Floors;
using InfoShare.Benchmarks.Hub;
using InfoShare.Records;

namespace InfoShare.Benchmarks;

/// <summary>A submission from the beginning of its upload to its end, against batched inserts of the same bodies to SQLite alone.</summary>
internal static class BulkBenchmark
{
    private const double Bar = 0.35;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        await using var hub = await HubProcess.StartAsync();
        var lines = options.BulkLines;
        var warmed = 0;
        await WarmUp.RunAsync("the hub", async () => (await SubmitAsync(hub, ++warmed * 10_000_000L, 10_000)).Cpu);
        using var by99 = new RawStore();
        using var by1000 = new RawStore();
        using var sixWrites = new RawStore();
        using var storeAlone = new PublishedRows();
        Grow(by99, by1000, sixWrites, warmed * 10_000);
        await storeAlone.PublishAllAsync(0, warmed * 10_000);
        var (small, large, six) = (new List<double>(), new List<double>(), new List<double>());
        var (stores, hubs) = (new List<(double Rate, double Cpu)>(), new List<(double Rate, double Cpu)>());
        for (var round = 1; round <= 3; round++)
        {
            var rows = Rows(by99, round * 10_000_000, lines);
            small.Add(by99.InsertAll(rows, 99));
            large.Add(by1000.InsertAll(rows, 1000));
            six.Add(sixWrites.PublishAll(rows, 1000));
            stores.Add(await storeAlone.PublishAllAsync(round * 10_000_000, lines));
            hubs.Add(await SubmitAsync(hub, (100 + round) * 10_000_000L, lines));
            await Console.Out.WriteLineAsync(Numbers.Text(
                $"round {round}: floor {small[^1]:F0}/s by 99, {large[^1]:F0}/s by 1000, {six[^1]:F0}/s with six writes; the hub's store alone {stores[^1].Rate:F0}/s, {stores[^1].Cpu:F0} µs; hub {hubs[^1].Rate:F0} lines/s, {hubs[^1].Cpu:F0} µs of CPU each"));
        }

        var rate = Numbers.Median(hubs.Select(round => round.Rate));
        var (by99Rate, by1000Rate, storeRate) = (Numbers.Median(small), Numbers.Median(large), Numbers.Median(stores.Select(round => round.Rate)));
        var (of99, of1000) = (rate / by99Rate, rate / by1000Rate);
        return
        [
            new("bulk, floor: inserts, 99 to a transaction", Numbers.Text($"{by99Rate:F0}/s")),
            new("bulk, floor: inserts, 1000 to a transaction", Numbers.Text($"{by1000Rate:F0}/s")),
            new("bulk, the six writes of a publication, 1000 to a transaction", Numbers.Text($"{Numbers.Median(six):F0}/s")),
            new("bulk, the hub's store and sequencer, if lines cost nothing", Numbers.Text($"{storeRate:F0}/s, {Numbers.Median(stores.Select(round => round.Cpu)):F0} µs CPU: {storeRate / by99Rate:F2} and {storeRate / by1000Rate:F2} of the floors")),
            new(Numbers.Text($"bulk, hub: submission of {lines} lines, upload to done"), Numbers.Text($"{rate:F0}/s, {Numbers.Median(hubs.Select(round => round.Cpu)):F0} µs CPU")),
            new("bulk: hub / floor by 99", Numbers.Text($"{of99:F2}"), ">= 0.35", of99 >= Bar),
            new("bulk: hub / floor by 1000", Numbers.Text($"{of1000:F2}"), ">= 0.35", of1000 >= Bar),
            new("bulk: hub / the six writes alone", Numbers.Text($"{rate / Numbers.Median(six):F2}")),
        ];
    }

    /// <summary>The floors get as many records as the hub has, for what an insert costs grows with the index.</summary>
    private static void Grow(RawStore by99, RawStore by1000, RawStore sixWrites, int count)
    {
        var rows = Rows(by99, 0, count);
        by99.InsertAll(rows, 1000);
        by1000.InsertAll(rows, 1000);
        sixWrites.PublishAll(rows, 1000);
    }

    private static List<(RecordId Id, byte[] Body)> Rows(RawStore floor, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => (floor.IdOf(InventedSanction.Digits(number)), InventedSanction.Body(number)))];

    private static async Task<(double Rate, double Cpu)> SubmitAsync(HubProcess hub, long first, int lines)
    {
        var before = hub.Process.CpuSeconds();
        var submitted = await hub.SubmitAsync(Enumerable.Range(0, lines).Select(number => InventedSanction.Line(first + number)));
        var seconds = await submitted.DoneAsync(lines);
        return (lines / seconds, (hub.Process.CpuSeconds() - before) / lines * 1e6);
    }
}
