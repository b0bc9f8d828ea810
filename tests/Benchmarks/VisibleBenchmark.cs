using System.Net;
using System.Text;
using InfoShare.Access;
using InfoShare.Benchmarks.Hub;

namespace InfoShare.Benchmarks;

/// <summary>From the answer to a publication until another agency finds it by its merchant's identifier.</summary>
internal static class VisibleBenchmark
{
    private const double BarSeconds = 1;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        await using var hub = await HubProcess.StartAsync();
        await MeasureAsync(hub, 0, 20);
        var quiet = await MeasureAsync(hub, 1_000_000, options.VisiblePublications);
        var lines = options.Quick ? 50_000 : 150_000;
        var submitted = await hub.SubmitAsync(Enumerable.Range(0, lines).Select(number => InventedSanction.Line(50_000_000 + number)));
        var done = submitted.DoneAsync(lines);
        var busy = await MeasureAsync(hub, 2_000_000, options.VisiblePublications, done);
        await done;
        return [Result("alone", quiet), Result(Numbers.Text($"while a submission of {lines} lines runs"), busy)];
    }

    private static BenchmarkResult Result(string when, List<double> seconds)
    {
        var (half, most) = (Numbers.Percentile(seconds, 50), Numbers.Percentile(seconds, 99));
        return new(
            $"visible, {when}",
            Numbers.Text($"p50 {half * 1000:F0} ms, p99 {most * 1000:F0} ms, n {seconds.Count}"),
            "p99 < 1 s",
            most < BarSeconds);
    }

    /// <param name="until">No publication is begun once this has ended.</param>
    private static async Task<List<double>> MeasureAsync(HubProcess hub, long first, int publications, Task? until = null)
    {
        using var publisher = hub.Client("bench-market", Roles.Publisher);
        using var reader = hub.Client("bench-customs", Roles.Reader);
        var seconds = new List<double>();
        for (var number = first; number < first + publications && until is not { IsCompleted: true }; number++)
        {
            using var body = new ByteArrayContent(InventedSanction.Body(number)) { Headers = { ContentType = new("application/json") { CharSet = Encoding.UTF8.WebName } } };
            using var published = await publisher.PostAsync("sanctions", body);
            published.EnsureSuccessStatusCode();
            seconds.Add(await UntilFoundAsync(reader, number));
            await Task.Delay(Pause);
        }

        return seconds;
    }

    private static async Task<double> UntilFoundAsync(HttpClient reader, long merchant)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Poll))
        {
            using var found = await reader.GetAsync($"merchants/registration/DE:HRB{InventedSanction.Digits(merchant)}");
            if (found.StatusCode != HttpStatusCode.NotFound)
            {
                found.EnsureSuccessStatusCode();
                return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            }
        }
    }
}
