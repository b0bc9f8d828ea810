using System.Text;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Benchmarks.Floors;
using InfoShare.Benchmarks.Hub;
using InfoShare.Benchmarks.Load;

namespace InfoShare.Benchmarks;

/// <summary>Look-ups by identifier, with token, policy and access log, against a bare endpoint that answers the same bytes: CPU per request.</summary>
internal static class LookUpBenchmark
{
    private const int Connections = 64;
    private const int Merchants = 2500;
    private const int RecordsPerMerchant = 2;
    private const double Bar = 2.5;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        await using var hub = await HubProcess.StartAsync();
        await FillAsync(hub);
        var token = hub.Token("bench-customs", Roles.Reader);
        using var client = hub.Client("bench-customs", Roles.Reader);
        using var response = await client.GetAsync($"merchants/registration/DE:HRB{InventedSanction.Digits(1)}");
        var answer = await FloorAnswer.OfAsync(response);
        using var files = new LookUpFiles(token, answer);
        var floorPort = HubProcess.FreePort();
        await using var floor = ChildProcess.Start(["floor", floorPort.ToString(System.Globalization.CultureInfo.InvariantCulture), files.Answer]);
        await WarmUp.RunAsync("the floor", async () => (await MeasureAsync(floor, Plan(floorPort, files, options.RoundSeconds))).Cpu);
        await WarmUp.RunAsync("the hub", async () => (await MeasureAsync(hub.Process, Plan(hub.Port, files, options.RoundSeconds))).Cpu);
        var (floors, hubs) = (new List<(double Cpu, double Rate)>(), new List<(double Cpu, double Rate)>());
        for (var round = 0; round < options.Rounds; round++)
        {
            floors.Add(await MeasureAsync(floor, Plan(floorPort, files, options.RoundSeconds)));
            hubs.Add(await MeasureAsync(hub.Process, Plan(hub.Port, files, options.RoundSeconds)));
            await Console.Out.WriteLineAsync(Numbers.Text(
                $"round {round + 1}: floor {floors[^1].Cpu:F1} µs of CPU, {floors[^1].Rate:F0}/s; hub {hubs[^1].Cpu:F1} µs of CPU, {hubs[^1].Rate:F0}/s"));
        }

        var (below, above) = (Numbers.Median(floors.Select(round => round.Cpu)), Numbers.Median(hubs.Select(round => round.Cpu)));
        var ratio = above / below;
        return
        [
            new(Numbers.Text($"look-up, floor: bare endpoint, {answer.Body.Length} bytes"), Numbers.Text($"{below:F1} µs CPU, {Numbers.Median(floors.Select(round => round.Rate)):F0}/s")),
            new(Numbers.Text($"look-up, hub: {RecordsPerMerchant} records, {Connections} connections"), Numbers.Text($"{above:F1} µs CPU, {Numbers.Median(hubs.Select(round => round.Rate)):F0}/s")),
            new("look-up: CPU per request, hub / floor", Numbers.Text($"{ratio:F2}"), "<= 2.5", ratio <= Bar),
        ];
    }

    private static async Task FillAsync(HubProcess hub)
    {
        var lines = Enumerable.Range(0, RecordsPerMerchant).SelectMany(turn => Enumerable.Range(0, Merchants).Select(merchant =>
            InventedSanction.Of(Numbers.Text($"{turn}-{merchant:D8}"), merchant, "\"kind\":\"sanction\",")));
        var submitted = await hub.SubmitAsync(lines);
        await submitted.DoneAsync(Merchants * RecordsPerMerchant);
        while (await hub.MetricAsync("infoshare_index_records") < Merchants * RecordsPerMerchant)
        {
            await Task.Delay(50);
        }
    }

    private static LoadPlan Plan(int port, LookUpFiles files, double seconds) => new(port, Connections, seconds, files.Request, 0, Merchants);

    private static async Task<(double Cpu, double Rate)> MeasureAsync(ChildProcess server, LoadPlan plan)
    {
        var before = server.CpuSeconds();
        await using var load = ChildProcess.Start(plan.ToArguments());
        var result = LoadResult.Parse(await load.OutputAsync());
        var cpu = server.CpuSeconds() - before;
        return result.Failures == 0 ? (cpu / result.Requests * 1e6, result.PerSecond) : throw new InvalidOperationException($"{result.Failures} requests failed.");
    }

    /// <summary>What the child processes read.</summary>
    private sealed class LookUpFiles : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infoshare-load-");

        public LookUpFiles(string token, FloorAnswer answer)
        {
            File.WriteAllText(Request, $"GET /api/v1/merchants/registration/DE:HRB{LoadPlan.Placeholder} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer {token}\r\n\r\n", Encoding.ASCII);
            File.WriteAllBytes(Answer, JsonSerializer.SerializeToUtf8Bytes(answer));
        }

        public string Request => Path.Combine(_directory.FullName, "request");

        public string Answer => Path.Combine(_directory.FullName, "answer");

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
