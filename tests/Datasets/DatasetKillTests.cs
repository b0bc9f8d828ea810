using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Datasets;

/// <summary>The program as it is run, killed while it builds, and started again.</summary>
public sealed class DatasetKillTests
{
    private const int Kills = 8;

    private const int Records = 1500;

    [Fact]
    public async Task A_Hub_Killed_While_It_Builds_Shows_Whole_Versions_Alone_And_Builds_The_Next()
    {
        await using var hub = await HubProcess.StartAsync();
        await hub.RegisterAsync("de-market", "market-regulator");
        await SubmitAsync(hub);
        using var analyst = hub.As("de-market", Roles.Analyst);
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var asked = await analyst.PostAsync("datasets/merchants/builds", null);
            Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
            await Task.Delay(random.Next(0, 350));
            await hub.KillAsync();
            hub.Launch();
            await hub.ReadyAsync();
            await CheckAsync(analyst, "merchants");
        }

        // The last build's message comes back by itself.
        await Eventually.TrueAsync(async () => (await BuildsAsync(analyst))[0]!["status"]!.GetValue<string>() == "published", "the build that was interrupted is published");
        Assert.Equal(Records, await CheckAsync(analyst, "merchants"));
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", hub.Log, StringComparison.Ordinal);
    }

    private static async Task SubmitAsync(HubProcess hub)
    {
        var lines = Enumerable.Range(0, Records).Select(number => Invented.Sanction(
                string.Create(CultureInfo.InvariantCulture, $"R-{number}"),
                identifiers: string.Create(CultureInfo.InvariantCulture, $$"""[{"scheme":"registration","value":"DE:HRB{{number}}"}]"""))
            .With("kind", "sanction").ToJsonString());
        using var publisher = hub.As("de-market", Roles.Publisher | Roles.Reader);
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var accepted = await publisher.PostAsync("submissions", body);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var address = accepted.Headers.Location!.ToString()["/api/v1/".Length..];
        await Eventually.TrueAsync(async () => (await ReadAsync(publisher, address))["status"]!.GetValue<string>() == "done", "the records are published");
        await Eventually.TrueAsync(
            async () => (await ReadAsync(publisher, string.Create(CultureInfo.InvariantCulture, $"merchants/registration/DE:HRB{Records - 1}"))) is not null, "and sequenced");
    }

    /// <summary>Every file of every version that is shown is whole; the rows of the latest.</summary>
    private static async Task<long> CheckAsync(HttpClient analyst, string dataset)
    {
        var versions = (await ReadAsync(analyst, "datasets"))["items"]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == dataset)!["versions"]!.AsArray();
        var rows = 0L;
        string? newer = null;
        foreach (var version in versions.Select(version => version!["version"]!.GetValue<string>()))
        {
            var manifest = await ReadAsync(analyst, $"datasets/{dataset}/{version}");
            Assert.True(newer is null || newer == version, "The chain of versions has a gap.");
            newer = manifest["previous"]?.GetValue<string>();
            foreach (var segment in manifest["segments"]!.AsArray())
            {
                rows = version == versions[0]!["version"]!.GetValue<string>() && segment!["id"]!.GetValue<string>() == "members" ? segment["rows"]!.GetValue<long>() : rows;
                foreach (var file in segment!["files"]!.AsArray())
                {
                    var bytes = await analyst.GetByteArrayAsync($"datasets/{dataset}/{version}/{file!["name"]!.GetValue<string>()}");
                    Assert.Equal(file["sha256"]!.GetValue<string>(), DatasetHub.HashOf(bytes));
                }
            }
        }

        return rows;
    }

    private static async Task<JsonArray> BuildsAsync(HttpClient analyst) => (await ReadAsync(analyst, "datasets/merchants/builds"))["items"]!.AsArray();

    private static async Task<JsonNode> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await HubDriver.ReadAsync(answer);
    }
}
