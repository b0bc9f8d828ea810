using System.Collections.Concurrent;
using System.Text;
using InfoShare.Access;
using InfoShare.Benchmarks.Hub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfoShare.Benchmarks;

/// <summary>
/// From the end of a submission until every subscription's receiver has every delivery: matching, queue, visibility, signature, request, log. The
/// receiver is in this process and does nothing but count.
/// </summary>
internal static class DeliveriesBenchmark
{
    private const double Bar = 1000;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        await using var hub = await HubProcess.StartAsync();
        await using var receiver = await CountingReceiver.StartAsync();
        var records = options.Quick ? 500 : 1000;
        var (first, rates) = (0L, new List<(double Rate, double Cpu)>());
        foreach (var subscriptions in new[] { 1, 20 })
        {
            await SubscribeAsync(hub, receiver, rates.Count == 0 ? 1 : 19);
            await MeasureAsync(hub, receiver, first += 1_000_000, records, subscriptions);
            var rounds = new List<(double Rate, double Cpu)>();
            for (var round = 0; round < 3; round++)
            {
                rounds.Add(await MeasureAsync(hub, receiver, first += 1_000_000, records, subscriptions));
            }

            await Console.Out.WriteLineAsync(Numbers.Text($"{subscriptions} subscriptions: {string.Join(", ", rounds.Select(round => Numbers.Text(round.Rate, "F0")))} deliveries/s"));
            rates.Add((Numbers.Median(rounds.Select(round => round.Rate)), Numbers.Median(rounds.Select(round => round.Cpu))));
        }

        return
        [
            new(Numbers.Text($"deliveries, 1 subscription, {records} records"), Numbers.Text($"{rates[0].Rate:F0}/s, {rates[0].Cpu:F0} µs of the hub's CPU each")),
            new(Numbers.Text($"deliveries, 20 subscriptions, {records} records"), Numbers.Text($"{rates[1].Rate:F0}/s, {rates[1].Cpu:F0} µs of the hub's CPU each"), ">= 1,000/s", rates[1].Rate >= Bar),
        ];
    }

    private static async Task SubscribeAsync(HubProcess hub, CountingReceiver receiver, int count)
    {
        using var client = hub.Client("bench-customs", Roles.Reader);
        for (var number = 0; number < count; number++)
        {
            using var body = new StringContent($$"""{"url":"{{receiver.Address}}"}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("subscriptions", body);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<(double Rate, double Cpu)> MeasureAsync(HubProcess hub, CountingReceiver receiver, long first, int records, int subscriptions)
    {
        var target = receiver.Ids.Count + (records * subscriptions);
        var submitted = await hub.SubmitAsync(Enumerable.Range(0, records).Select(number => InventedSanction.Line(first + number)));
        var (begun, started, cpu) = (receiver.Ids.Count, TimeProvider.System.GetTimestamp(), hub.Process.CpuSeconds());
        while (receiver.Ids.Count < target)
        {
            await Task.Delay(5);
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var used = hub.Process.CpuSeconds() - cpu;
        await submitted.DoneAsync(records);
        var delivered = target - begun;
        return (delivered / seconds, used / delivered * 1e6);
    }

    /// <summary>Counts different deliveries.</summary>
    private sealed class CountingReceiver(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentDictionary<string, bool> Ids { get; } = new(StringComparer.Ordinal);

        public string Address => app.Urls.First();

        public static async Task<CountingReceiver> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var receiver = new CountingReceiver(builder.Build());
            receiver.Map();
            await receiver.RunAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private void Map() => app.Run(context =>
        {
            Ids[context.Request.Headers["webhook-id"].ToString()] = true;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });

        private Task RunAsync() => app.StartAsync();
    }
}
