using System.Globalization;
using System.Text;
using InfoShare.Access;
using InfoShare.Benchmarks.Floors;
using InfoShare.Benchmarks.Hub;
using InfoShare.Benchmarks.Load;

namespace InfoShare.Benchmarks;

/// <summary>Single durable publications by concurrent clients, against grouped commits of the same bodies to SQLite alone.</summary>
internal static class PublishBenchmark
{
    private const int Clients = 64;
    private const double Bar = 0.5;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        await using var hub = await HubProcess.StartAsync();
        var request = Path.GetTempFileName();
        await File.WriteAllTextAsync(request, RequestOf(hub.Token("bench-market", Roles.Publisher)));
        var warmed = 0;
        LoadPlan Plan(int port, long first) => new(port, Clients, options.RoundSeconds, request, first, 0);
        await WarmUp.RunAsync("the hub", async () => (await MeasureAsync(hub.Process, Plan(hub.Port, ++warmed * 10_000_000L))).Cpu);
        var storePort = HubProcess.FreePort();
        await using var bare = ChildProcess.Start(["store", storePort.ToString(CultureInfo.InvariantCulture)]);
        await WarmUp.RunAsync("the bare endpoint", async () => (await MeasureAsync(bare, Plan(storePort, 0))).Cpu);
        var (floors, bares, hubs) = (new List<double>(), new List<(double Rate, double Cpu)>(), new List<(double Rate, double Cpu)>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            floors.Add(await FloorAsync(options.RoundSeconds));
            bares.Add(await MeasureAsync(bare, Plan(storePort, 0)));
            hubs.Add(await MeasureAsync(hub.Process, Plan(hub.Port, (100 + round) * 10_000_000L)));
            await Console.Out.WriteLineAsync(Numbers.Text(
                $"round {round}: floor {floors[^1]:F0}/s; bare endpoint {bares[^1].Rate:F0}/s, {bares[^1].Cpu:F0} µs; hub {hubs[^1].Rate:F0}/s, {hubs[^1].Cpu:F0} µs of CPU each"));
        }

        File.Delete(request);
        var (below, ceiling, above) = (Numbers.Median(floors), Numbers.Median(bares.Select(round => round.Rate)), Numbers.Median(hubs.Select(round => round.Rate)));
        return
        [
            new(Numbers.Text($"publish, floor: grouped SQLite commits, {InventedSanction.Body(0).Length} bytes"), Numbers.Text($"{below:F0}/s")),
            new("publish, a bare endpoint that stores the body and nothing else", Numbers.Text($"{ceiling:F0}/s, {Numbers.Median(bares.Select(round => round.Cpu)):F0} µs CPU: {ceiling / below:F2} of the floor")),
            new(Numbers.Text($"publish, hub: durable POST, {Clients} clients"), Numbers.Text($"{above:F0}/s, {Numbers.Median(hubs.Select(round => round.Cpu)):F0} µs CPU")),
            new("publish: hub / floor", Numbers.Text($"{above / below:F2}"), ">= 0.5", above / below >= Bar),
            new("publish: hub / bare endpoint", Numbers.Text($"{above / ceiling:F2}")),
        ];
    }

    private static string RequestOf(string token) =>
        $"POST /api/v1/sanctions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(InventedSanction.Template)}\r\nAuthorization: Bearer {token}\r\n\r\n{InventedSanction.Template}";

    private static async Task<double> FloorAsync(double seconds)
    {
        using var floor = new RawStore();
        return await floor.CommitAsync(Clients, seconds, number => (floor.IdOf(InventedSanction.Digits(number)), InventedSanction.Body(number)));
    }

    private static async Task<(double Rate, double Cpu)> MeasureAsync(ChildProcess server, LoadPlan plan)
    {
        var before = server.CpuSeconds();
        await using var load = ChildProcess.Start(plan.ToArguments());
        var result = LoadResult.Parse(await load.OutputAsync());
        var cpu = server.CpuSeconds() - before;
        return result.Failures == 0 ? (result.PerSecond, cpu / result.Requests * 1e6) : throw new InvalidOperationException($"{result.Failures} requests failed.");
    }
}
