using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using InfoShare.Access;
using InfoShare.Functions.Telemetry;
using InfoShare.Storage;
using InfoShare.Tests.Docs;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Documents;

public sealed partial class MetricsPageTests
{
    [Fact]
    public async Task Every_Instrument_Is_On_The_Page_And_No_Other()
    {
        var instruments = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) => instruments.TryAdd(instrument.Meter.Name == HubMetrics.MeterName ? instrument.Name : "", true);
        listener.Start();
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        await hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("M-1"));
        using var operatorClient = hub.As("hub-operator", Roles.Administrator);
        await operatorClient.GetStringAsync("metrics");
        Assert.Equal(
            instruments.Keys.Where(name => name.Length > 0).Order(StringComparer.Ordinal),
            FirstCell().Matches(Repository.Read("docs/metrics.md")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publications_The_Index_And_The_Lag_Are_Measured()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        await hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("M-2"));
        using var operatorClient = hub.As("hub-operator", Roles.Administrator);
        var metrics = await operatorClient.GetStringAsync("metrics");
        Assert.Contains("infoshare_publications_total{kind=\"sanction\",change=\"published\"}", metrics, StringComparison.Ordinal);
        Assert.Matches("infoshare_index_records [1-9]", metrics);
        Assert.Matches("infoshare_index_bytes [1-9]", metrics);
        Assert.Matches("infoshare_sequence_lag_seconds_count [1-9]", metrics);
        Assert.Matches("infoshare_sequence_lag_seconds_bucket\\{le=\"300\"\\} [1-9]", metrics);
        Assert.Matches("infoshare_request_duration_seconds_bucket\\{route=\"[^\"]+\",le=\"\\+Inf\"\\} [1-9]", metrics);
    }

    [Fact]
    public async Task The_Depth_Of_Every_Queue_Is_How_Many_Messages_Wait_In_It()
    {
        // Behind the Functions host nothing takes messages here.
        await using var hub = await HubDriver.StartAsync(behindFunctionsHost: true);
        var queues = hub.Services.GetRequiredService<IQueues>();
        var waiting = StorageNames.Queues.All.SelectMany(queue => new[] { queue, StorageNames.Queues.Poison(queue) })
            .Select((queue, place) => (Queue: queue, Count: place % 4)).ToList();
        foreach (var (queue, count) in waiting)
        {
            for (var sent = 0; sent < count; sent++)
            {
                await queues.SendAsync(queue, "{}", TimeSpan.Zero, CancellationToken.None);
            }
        }

        using var operatorClient = hub.As("hub-operator", Roles.Administrator);
        var metrics = await operatorClient.GetStringAsync("metrics");
        Assert.Equal(
            waiting.Select(queue => $"{queue.Queue} {queue.Count}").Order(StringComparer.Ordinal),
            Depth().Matches(metrics).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^infoshare_queue_depth\{queue=""([^""]+)""\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex Depth();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}
