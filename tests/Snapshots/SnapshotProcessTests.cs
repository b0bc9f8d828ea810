using System.Globalization;
using System.Net;
using InfoShare.Access;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Snapshots;

/// <summary>The program as it is run, killed and started again.</summary>
public sealed class SnapshotProcessTests
{
    private const string Market = "de-market";

    /// <summary>Every start with something new writes a snapshot.</summary>
    private static readonly Dictionary<string, string> Always = new() { ["Snapshots__AfterEntries"] = "1" };

    [Fact]
    public async Task A_Hub_Killed_While_It_Builds_Snapshots_Starts_From_One_And_Knows_Every_Record()
    {
        await using var hub = await HubProcess.StartAsync(Always);
        await hub.RegisterAsync(Market, "market-regulator");
        var random = new Random(5);
        var published = 0;
        for (; published < 60; published++)
        {
            await PublishAsync(hub, published);
        }

        for (var kill = 0; kill < 8; kill++)
        {
            await PublishAsync(hub, published++);
            await hub.KillAsync();
            hub.Launch();
            await (random.Next(3) == 0 ? Task.Delay(random.Next(300, 900)) : hub.ReadyAsync());
            await Task.Delay(random.Next(0, 30));
            await hub.KillAsync();
            hub.Launch();
            await hub.ReadyAsync();
        }

        await SnapshotAtAsync(hub, published);

        // A builder killed between writing and removing leaves one too many: the next one that is let finish removes it.
        await Eventually.TrueAsync(() => Task.FromResult(Snapshots(hub).Count <= 2), "two snapshots at most");
        await hub.KillAsync();
        hub.Launch();
        await hub.ReadyAsync();
        Assert.Equal(published, await MetricAsync(hub, "infoshare_index_records"));
        await hub.KillAsync();
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"The index starts from the snapshot at {published}"), hub.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("is ignored", hub.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", hub.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Hub_Whose_Snapshots_Are_Damaged_Becomes_Ready_All_The_Same_And_Says_So()
    {
        await using var hub = await HubProcess.StartAsync(Always);
        await hub.RegisterAsync(Market, "market-regulator");
        await PublishAsync(hub, 1);
        await hub.StopAsync(TimeSpan.FromSeconds(30));
        hub.Launch();
        await hub.ReadyAsync();
        await SnapshotAtAsync(hub, 1);
        await hub.KillAsync();
        foreach (var file in Snapshots(hub))
        {
            var content = await File.ReadAllBytesAsync(file);
            content[^5000] ^= 1;
            await File.WriteAllBytesAsync(file, content);
        }

        hub.Launch();
        await hub.ReadyAsync();

        using var reader = hub.As(Market, Roles.Reader);
        using var found = await reader.GetAsync(new Uri("merchants/registration/DE:HRB999001", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);

        // The builder that comes at the start replaces what was of no use.
        await SnapshotAtAsync(hub, 1);
        await hub.KillAsync();
        hub.Launch();
        await hub.ReadyAsync();
        await hub.KillAsync();
        Assert.Contains("is ignored: Its checksum is wrong.", hub.Log, StringComparison.Ordinal);
        Assert.Contains("The index starts from the snapshot at 1,", hub.Log, StringComparison.Ordinal);
    }

    private static async Task PublishAsync(HubProcess hub, int number)
    {
        using var client = hub.As(Market, Roles.Publisher);
        using var request = new HttpRequestMessage(HttpMethod.Post, "sanctions")
        {
            Content = HubDriver.Json(Invented.Sanction(string.Create(CultureInfo.InvariantCulture, $"S-{number}"))),
            Headers = { { "Prefer", "wait=10" } },
        };
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private static Task SnapshotAtAsync(HubProcess hub, int index) =>
        Eventually.TrueAsync(async () => await MetricAsync(hub, "infoshare_snapshot_index") == index, "a snapshot of all");

    /// <summary>A value of the metrics, or −1.</summary>
    private static async Task<int> MetricAsync(HubProcess hub, string name)
    {
        using var client = hub.As("hub-operator", Roles.Administrator);
        var metrics = await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        var line = metrics.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? -1 : int.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>The files that are snapshots.</summary>
    private static List<string> Snapshots(HubProcess hub) =>
        [.. Directory.EnumerateFiles(Path.Combine(hub.Data, "blobs")).Where(file => File.ReadAllBytes(file).AsSpan().StartsWith("INFOSNAP"u8))];
}
