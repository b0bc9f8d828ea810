using System.Text;
using InfoShare.Benchmarks.Hub;

namespace InfoShare.Benchmarks.Screening;

/// <summary>The first screening of the built executable, once it has answered that it is ready and a look-up.</summary>
internal static class FirstScreening
{
    private const double BarMilliseconds = 50;

    private const int Records = 10_000;

    private const int Starts = 5;

    public static async Task<List<BenchmarkResult>> MeasureAsync()
    {
        using var hub = new ColdHub();
        await hub.FillAsync(Records);
        var token = hub.Token();
        var taken = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            await using var process = hub.Start(out var port);
            using var client = await hub.FirstAnswerAsync(port, $"merchants/registration/DE:HRB{InventedSanction.Digits(1)}", token);
            taken.Add(await ScreenAsync(client));
        }

        var first = Numbers.Median(taken);
        return [new("first screening after the start (median of 5 starts)", Numbers.Text($"{first:F1} ms"), "<= 50 ms", first <= BarMilliseconds)];
    }

    private static async Task<double> ScreenAsync(HttpClient client)
    {
        using var question = new StringContent("""{"queries": {"a": {"names": ["Nordlicht Handelsgeselschaft 0000000017 mbH"]}}}""", Encoding.UTF8, "application/json");
        var started = TimeProvider.System.GetTimestamp();
        using var response = await client.PostAsync("screenings", question);
        var taken = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode && answer.Contains("\"hits\":[{", StringComparison.Ordinal) ? taken : throw new InvalidOperationException(answer);
    }
}
