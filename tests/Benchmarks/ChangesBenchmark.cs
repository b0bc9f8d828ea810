using System.Buffers;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Benchmarks.Hub;
using InfoShare.Functions.Changes;
using InfoShare.Functions.Http;
using InfoShare.Functions.Records;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Benchmarks;

/// <summary>
/// The change feed from its beginning to its end, whole records with their bodies: within one process on the embedded store, from the store's
/// rows to the answer's JSON; and over HTTP.
/// </summary>
internal static class ChangesBenchmark
{
    private const int Page = 500;

    private const double Bar = 50_000;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        await using var hub = await HubProcess.StartAsync();
        var lines = options.Quick ? 20_000 : 100_000;
        await (await hub.SubmitAsync(Enumerable.Range(0, lines).Select(number => InventedSanction.Line(number)))).DoneAsync(lines);
        while (await hub.MetricAsync("infoshare_index_records") < lines)
        {
            await Task.Delay(50);
        }

        var http = await WarmAsync(options, "over HTTP, 2 readers", () => Task.WhenAll(FollowAsync(hub), FollowAsync(hub)));
        await hub.Process.KillAsync();
        using var store = new SqliteStore(hub.DataDirectory);
        var feed = await InProcess.OpenAsync(store);
        var one = await WarmAsync(options, "in process, 1 reader", async () => [await feed.ReadAllAsync(withBodies: true)]);
        var two = await WarmAsync(options, "in process, 2 readers", () => Task.WhenAll(Task.Run(() => feed.ReadAllAsync(withBodies: true)), Task.Run(() => feed.ReadAllAsync(withBodies: true))));
        var headers = await WarmAsync(options, "in process, 1 reader that may see nothing", async () => [await feed.ReadAllAsync(withBodies: false)]);
        return
        [
            new(Numbers.Text($"changes, {lines} versions with bodies of 1.1 KB, 1 reader in process"), Numbers.Text($"{one:F0}/s"), ">= 50,000/s", one >= Bar),
            new("changes, the same, 2 readers in process, both together", Numbers.Text($"{two:F0}/s"), ">= 50,000/s", two >= Bar),
            new("changes, 1 reader that may see none of them: headers alone", Numbers.Text($"{headers:F0}/s")),
            new("changes, over HTTP by pages of 500, 2 readers, together, their own work included", Numbers.Text($"{http:F0}/s")),
        ];
    }

    /// <summary>Versions per second, the median of the rounds, once a round costs no less than the one before.</summary>
    private static async Task<double> WarmAsync(BenchmarkOptions options, string what, Func<Task<int[]>> read)
    {
        await WarmUp.RunAsync(what, async () =>
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var versions = (await read()).Sum();
            return (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / versions;
        });
        var (rates, cpus) = (new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            var (started, cpu) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var versions = (await read()).Sum();
            cpus.Add((Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / versions);
            rates.Add(versions / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }

        await Console.Out.WriteLineAsync(Numbers.Text($"{what}: {string.Join(", ", rates.Select(rate => Numbers.Text(rate, "F0")))} versions/s; {Numbers.Median(cpus):F1} µs of this process's CPU each"));
        return Numbers.Median(rates);
    }

    private static async Task<int> FollowAsync(HubProcess hub)
    {
        using var client = hub.Client("bench-customs", Roles.Reader);
        var versions = 0;
        for (string? after = ""; after is not null;)
        {
            using var answer = await client.GetAsync($"changes?limit={Page}{after}");
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync();
            using var page = await JsonDocument.ParseAsync(body);
            versions += page.RootElement.GetProperty("items").GetArrayLength();
            after = page.RootElement.GetProperty("more").GetBoolean() ? $"&after={page.RootElement.GetProperty("next").GetString()}" : null;
        }

        return versions;
    }

    /// <summary>The feed's own classes on a store, as an endpoint uses them.</summary>
    private sealed record InProcess(ChangeFeed Feed, RelatedRecords Related)
    {
        private static readonly Caller Reader = new()
        {
            Agency = AgencyId.Parse("bench-customs"),
            Kind = AgencyKind.Customs,
            Jurisdiction = "DE",
            Membership = Membership.Home,
            Roles = Roles.Reader,
        };

        public static async Task<InProcess> OpenAsync(SqliteStore store)
        {
            var keys = await HubKeys.LoadAsync(store.Blobs, CancellationToken.None);
            var records = new RecordStore(store.Tables, keys, new SequenceSignal(), TimeProvider.System);
            var feed = new ChangeFeed(new SequenceReader(store.Tables, SequencingLimits.Default), new RecentEntries(), records, new ChangeLimits(), TimeProvider.System);
            return new(feed, new RelatedRecords(new MerchantIndex(TimeProvider.System), records, TimeProvider.System));
        }

        /// <summary>Every page, written as the endpoint writes it; answers how many versions were gone through.</summary>
        public async Task<int> ReadAllAsync(bool withBodies)
        {
            var caller = withBodies ? Reader : Reader with { Roles = Roles.None };
            var (place, buffer) = (new ChangePlace(SequenceIndex.Zero, SequenceIndex.Zero), new ArrayBufferWriter<byte>(1 << 20));
            for (var hasMore = true; hasMore;)
            {
                var page = await Feed.ReadAsync(caller, place, "", new HashSet<RecordKind>(), Page, CancellationToken.None);
                buffer.ResetWrittenCount();
                await using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Readable))
                {
                    writer.WriteStartArray();
                    foreach (var item in page.Items)
                    {
                        item.Write(writer, caller, Related);
                    }

                    writer.WriteEndArray();
                }

                (place, hasMore) = (page.Place, page.HasMore);
            }

            return (int)place.Next.Value;
        }
    }
}
