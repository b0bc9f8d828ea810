using System.Diagnostics;
using System.Globalization;
using InfoShare.Access;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Tests.Hub;
using Xunit.Abstractions;

namespace InfoShare.Tests.Kill;

/// <summary>
/// A hub that is killed again and again, at its start and at its work, under clients that publish, correct and submit.
/// <c>INFOSHARE_KILLS</c> says how often (50), <c>INFOSHARE_SEED</c> repeats the choices of a run.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const string Market = "de-market";

    private const string Customs = "de-customs";

    private const int Clients = 3;

    /// <summary>What the clients may write between two kills: about as much as they manage until the later of them.</summary>
    private const int WritesOfOneKill = 120;

    [Fact]
    public async Task What_A_Killed_Hub_Acknowledged_Is_There_Once_And_Nothing_Is_Half_There()
    {
        var (kills, seed) = (Setting("INFOSHARE_KILLS", 50), Setting("INFOSHARE_SEED", Environment.TickCount & 0xffff));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, INFOSHARE_SEED={seed}"));
        var random = new Random(seed);
        await using var hub = await HubProcess.StartAsync();
        await hub.RegisterAsync(Market, "market-regulator");
        await hub.RegisterAsync(Customs, "customs");
        using var allowance = new SemaphoreSlim(WritesOfOneKill);
        var publishers = Enumerable.Range(0, Clients).Select(number => new PublishingClient(hub, Market, number, random.Next(), allowance)).ToList();
        var submitter = new SubmittingClient(hub, Customs);
        using var enough = new CancellationTokenSource();
        var working = Task.WhenAll([submitter.RunAsync(enough.Token), .. publishers.Select(publisher => publisher.RunAsync(enough.Token))]);

        await KillAsync(hub, random, kills, allowance, publishers, working);
        await enough.CancelAsync();
        await working;
        await submitter.SettledAsync();
        var acknowledged = publishers.SelectMany(publisher => publisher.Acknowledged).ToDictionary();
        await VisibleAsync(hub, acknowledged);
        await hub.KillAsync();

        using var store = new SqliteStore(hub.Data);
        var check = new StoreCheck(store.Tables, store.Blobs);
        await check.RunAsync();
        Assert.All(acknowledged, record => check.CheckAcknowledged(record.Key, record.Value));
        Assert.Equal(acknowledged.Count, check.CountRecords(Market));
        var submitted = submitter.Lines;
        Assert.Equal((submitted, submitted), (check.CountRecords(Customs), await check.CheckSubmissionsAsync(Customs, submitter.Acknowledged, SubmittingClient.LinesOfOne)));
        Assert.True(acknowledged.Sum(record => record.Value.Count) > kills && submitter.Done > 0, $"There was hardly any work between the kills: {acknowledged.Count} records.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{acknowledged.Count} records, {acknowledged.Sum(record => record.Value.Count)} versions, {submitted} lines"));
    }

    /// <summary>Kills the hub at work, which it has been seen to do however slow the machine is, and now and then while it still starts.</summary>
    private static async Task KillAsync(
        HubProcess hub, Random random, int kills, SemaphoreSlim allowance, IReadOnlyList<PublishingClient> publishers, Task working)
    {
        for (var kill = 0; kill < kills && !working.IsFaulted; kill++)
        {
            if (random.Next(6) > 0)
            {
                await hub.ReadyAsync();
                await WorkedAsync(publishers, working);
            }

            await Task.Delay(random.Next(5, 500));
            await hub.KillAsync();
            allowance.Release(WritesOfOneKill);
            hub.Launch();
        }

        await hub.ReadyAsync();
    }

    /// <summary>Waits until the hub has acknowledged something more.</summary>
    private static async Task WorkedAsync(IReadOnlyList<PublishingClient> publishers, Task working)
    {
        var before = publishers.Sum(publisher => publisher.Answers);
        while (publishers.Sum(publisher => publisher.Answers) < before + 2 && !working.IsCompleted)
        {
            await Task.Delay(2);
        }
    }

    /// <summary>Waits until look-ups show every acknowledged record at its acknowledged version.</summary>
    private static async Task VisibleAsync(HubProcess hub, Dictionary<string, List<string>> acknowledged)
    {
        using var client = hub.As(Market, Roles.Reader);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var shown = new Dictionary<string, int>();
            string? next = null;
            do
            {
                using var response = await client.GetAsync(new Uri($"records?publisher=me&limit=500{next}", UriKind.Relative));
                var page = await HubDriver.ReadAsync(response);
                foreach (var record in page["items"]!.AsArray())
                {
                    shown.Add(record!["id"]!.GetValue<string>(), record["version"]!.GetValue<int>());
                }

                next = page["next"] is { } cursor ? $"&cursor={cursor}" : null;
            }
            while (next is not null);

            if (shown.Count == acknowledged.Count && acknowledged.All(record => shown.GetValueOrDefault(record.Key) == record.Value.Count))
            {
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "Not all that was acknowledged became visible.");
            await Task.Delay(200);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
