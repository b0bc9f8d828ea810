using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using InfoShare.Access;
using InfoShare.Benchmarks.Hub;
using InfoShare.Feed;

namespace InfoShare.Benchmarks;

/// <summary>Signed messages of alerts from their first post until all are verified, stored and counted: the queue, the checks and the commits.</summary>
internal static class FeedBenchmark
{
    private const string Institution = "bench-pay";
    private const double Bar = 2000;
    private const int AlertsPerMessage = 30;
    private const int Clients = 8;
    private const string Stored = "infoshare_publications_total{kind=\"alert\",change=\"published\"}";

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        using var key = FeedSigningKey.New();
        await using var hub = await HubProcess.StartAsync();
        await hub.RegisterAsync(Institution, "payment-institution", key.PublicJwk());
        var messages = options.BulkLines / AlertsPerMessage;
        await RoundAsync(hub, key, 0, messages / 5);
        var rounds = new List<(double Rate, double Cpu)>();
        for (var round = 1; round <= 3; round++)
        {
            rounds.Add(await RoundAsync(hub, key, round, messages));
            await Console.Out.WriteLineAsync(Numbers.Text($"round {round}: {rounds[^1].Rate:F0} alerts/s, {rounds[^1].Cpu:F0} µs of CPU each"));
        }

        var rate = Numbers.Median(rounds.Select(round => round.Rate));
        return
        [
            new(
                Numbers.Text($"feed: {messages} signed messages of {AlertsPerMessage} alerts, posted, verified and stored"),
                Numbers.Text($"{rate:F0} alerts/s, {Numbers.Median(rounds.Select(round => round.Cpu)):F0} µs CPU"), ">= 2000/s", rate >= Bar),
        ];
    }

    private static async Task<(double Rate, double Cpu)> RoundAsync(HubProcess hub, FeedSigningKey key, int round, int count)
    {
        var messages = Enumerable.Range(0, count).Select(number => Message(key, round, number)).ToList();
        var alerts = count * AlertsPerMessage;
        var before = await StoredAsync(hub);
        var (started, cpu) = (TimeProvider.System.GetTimestamp(), hub.Process.CpuSeconds());
        using var client = hub.Client(Institution, Roles.Feed);
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (message, cancellationToken) =>
        {
            using var content = new StringContent(message, Encoding.ASCII) { Headers = { ContentType = new MediaTypeHeaderValue("application/jose") } };
            using var response = await client.PostAsync("feed/messages", content, cancellationToken);
            response.EnsureSuccessStatusCode();
        });
        while (await StoredAsync(hub) < before + alerts)
        {
            await Task.Delay(50);
        }

        return (alerts / TimeProvider.System.GetElapsedTime(started).TotalSeconds, (hub.Process.CpuSeconds() - cpu) / alerts * 1e6);
    }

    /// <summary>0 before the first.</summary>
    private static async Task<long> StoredAsync(HubProcess hub) => await hub.HasMetricAsync(Stored) ? await hub.MetricAsync(Stored) : 0;

    private static string Message(FeedSigningKey key, int round, int number)
    {
        var alerts = string.Join(',', Enumerable.Range(0, AlertsPerMessage).Select(alert => Alert($"{round}-{number}-{alert}")));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return key.Sign(Encoding.UTF8.GetBytes($$"""{"iss":"{{Institution}}","jti":"{{round}}-{{number}}","iat":{{now}},"alerts":[{{alerts}}]}"""));
    }

    /// <summary>About 1 KB.</summary>
    private static string Alert(string reference) => $$"""
        {"reference":"{{reference}}","merchant":{"names":[{"text":"Nordlicht Handelsgesellschaft {{reference}} mbH","kind":"legal","language":"de"}],"identifiers":[{"scheme":"mid","value":"bench:M{{reference}}"},{"scheme":"domain","value":"shop-{{reference}}.example"}],"country":"DE","kind":"company","role":"seller","mcc":"5945"},"summary":"Refunds rose to nine times their usual share within a week, while the number of orders fell; most of the refunded orders had been paid by cards of three issuers, and none of the parcels was ever handed to a carrier.","language":"en","label":{"tlp":"GREEN"},"typology":"refund-abuse","riskScore":82,"detectedAt":"2026-07-02T08:15:00Z","window":{"from":"2026-06-24T00:00:00Z","to":"2026-07-01T00:00:00Z"},"totals":{"transactionCount":1840,"amounts":[{"value":"412300.50","currency":"CNY"}],"refundCount":310,"refundAmounts":[{"value":"98700.00","currency":"CNY"}]},"counterpartyCountries":["DE","CN"]}
        """.Trim();
}
