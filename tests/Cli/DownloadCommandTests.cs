using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Cli;

/// <summary><c>infoshare download</c>, as a process, against a hub in another.</summary>
public sealed class DownloadCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-download-").FullName;

    private HubProcess _hub = null!;

    private Tool _tool = null!;

    private string _amber = "";

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartAsync();
        await _hub.RegisterAsync("de-market", "market-regulator");
        await _hub.RegisterAsync("de-customs", "customs");
        await _hub.RegisterAsync("de-tax", "tax");
        _tool = new(_hub.Address, _hub.Token("de-customs", Roles.Analyst));
        await PublishAsync("1", """{"tlp":"CLEAR"}""");
        _amber = await PublishAsync("2", """{"tlp":"AMBER","audience":[{"agency":"de-customs"}]}""");
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Each_Format_Comes_Whole_And_What_Has_Changed_Comes_By_Its_Deltas()
    {
        var first = await BuildAsync();
        var printed = await DownloadAsync("--format", "csv", "--out", _folder);
        Assert.Equal($"{Path.Combine(_folder, "sanctions.members.csv")}\t{first}\t1", printed.Split('\n')[0]);
        Assert.StartsWith("id,version,status", await File.ReadAllTextAsync(PathOf("csv")), StringComparison.Ordinal);
        foreach (var format in new[] { "ndjson", "ftm", "targets" })
        {
            await DownloadAsync("--format", format, "--out", _folder);
        }

        await PublishAsync("3", """{"tlp":"GREEN"}""");
        var second = await BuildAsync();
        await PublishAsync("4", """{"tlp":"GREEN"}""");
        var third = await BuildAsync();
        foreach (var (format, ending) in new[] { ("csv", "csv"), ("ndjson", "ndjson"), ("ftm", "entities.ftm.json"), ("targets", "targets.simple.csv") })
        {
            var updated = await DownloadAsync("--format", format, "--since", first, "--out", _folder);
            Assert.Contains($"\t{third}\t", updated, StringComparison.Ordinal);
            var fresh = Directory.CreateDirectory(Path.Combine(_folder, format)).FullName;
            await DownloadAsync("--format", format, "--out", fresh);
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(fresh, $"sanctions.members.{ending}")), await File.ReadAllTextAsync(PathOf(ending)));
        }

        Assert.NotEqual(second, third);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.part").Concat(Directory.EnumerateFiles(_folder, "*.new")));
    }

    [Fact]
    public async Task Before_The_First_Version_It_Says_So()
    {
        var run = await _tool.RunAsync("download", "sanctions", "--out", _folder);
        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.StartsWith("There is no version of 'sanctions' for you yet.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_File_That_Is_Not_The_Version_It_Was_Said_To_Be_Is_Downloaded_Whole()
    {
        var first = await BuildAsync();
        await DownloadAsync("--out", _folder, "--segment", "members");
        var expected = await File.ReadAllTextAsync(PathOf("ndjson"));
        await PublishAsync("3", """{"tlp":"GREEN"}""");
        await BuildAsync();
        await File.WriteAllTextAsync(PathOf("ndjson"), "{\"id\":\"sanction_other\"}\n");
        var run = await Done(_tool.RunAsync("download", "sanctions", "--since", first, "--out", _folder, "--segment", "members"));
        Assert.Contains("is downloaded whole", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected.Split('\n')[0], await File.ReadAllTextAsync(PathOf("ndjson")), StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(PathOf("ndjson"))).Length);
        await DownloadAsync("--since", "20200101000000-0000000001", "--out", _folder);
        await DownloadAsync("--since", await BuildAsync(), "--out", _folder);
    }

    [Fact]
    public async Task A_Retraction_Reaches_The_Files_That_Were_Downloaded_Before_It()
    {
        var retracted = await PublishAsync("3", """{"tlp":"GREEN"}""");
        var first = await BuildAsync();
        await DownloadAsync("--out", _folder);
        Assert.Contains(retracted, await File.ReadAllTextAsync(PathOf("ndjson")), StringComparison.Ordinal);

        await RetractAsync(retracted);
        CommandRun? run = null;
        await Eventually.TrueAsync(
            async () => (run = await _tool.RunAsync("download", "sanctions", "--version", first, "--out", _folder)).ExitCode == ExitCodes.SomeRejected, "the version is withdrawn");

        Assert.Contains("'members'", run!.Error, StringComparison.Ordinal);
        Assert.Contains("is withdrawn", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("ndjson")));
        Assert.Single(Directory.EnumerateFiles(_folder, "sanctions.set-*.ndjson"));
        await BuildAsync();
        await DownloadAsync("--since", first, "--out", _folder);
        Assert.DoesNotContain(retracted, await File.ReadAllTextAsync(PathOf("ndjson")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_Of_Segments_That_Are_Gone_Are_Removed_And_Others_Left_Alone()
    {
        await BuildAsync();
        await DownloadAsync("--out", _folder);
        var left = Assert.Single(Directory.EnumerateFiles(_folder, "sanctions.set-*.ndjson"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "sanctions.public.ndjson"), "public");
        await File.WriteAllTextAsync(Path.Combine(_folder, "sanctions.set-x.csv"), "another format");
        await RetractAsync(_amber);
        await BuiltWithoutAsync(Path.GetFileName(left).Split('.')[1]);

        var run = await Done(_tool.RunAsync("download", "sanctions", "--out", _folder));

        Assert.Contains($"{Path.GetFileName(left)} was removed", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(left));
        Assert.Equal(
            ["sanctions.members.ndjson", "sanctions.public.ndjson", "sanctions.set-x.csv"],
            Directory.EnumerateFiles(_folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Anybody_Downloads_What_Is_Public_And_Compressed_It_Stays_As_It_Came()
    {
        await BuildAsync();
        var anybody = new Tool(_hub.Address);
        await Done(anybody.RunAsync("download", "sanctions", "--public", "--gzip", "--out", _folder));
        await using var gzip = new GZipStream(File.OpenRead(Path.Combine(_folder, "sanctions.public.ndjson.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        Assert.Equal("active", JsonNode.Parse((await reader.ReadLineAsync())!)!["status"]!.GetValue<string>());
        var refused = await anybody.RunAsync("download", "sanctions", "--out", _folder);
        Assert.Equal(ExitCodes.HubRefused, refused.ExitCode);
    }

    [Fact]
    public async Task What_Cannot_Be_Meant_Is_Wrong_Usage()
    {
        await BuildAsync();
        string[][] lines =
        [
            ["download", "nothing"], ["download", "sanctions", "--format", "xls"], ["download", "sanctions", "--segment", "set-none"],
            ["download", "sanctions", "--since", "x", "--gzip"], ["download"],
        ];
        foreach (var line in lines)
        {
            Assert.Equal(ExitCodes.Usage, (await _tool.RunAsync(line)).ExitCode);
        }
    }

    private static async Task<CommandRun> Done(Task<CommandRun> running)
    {
        var run = await running;
        Assert.True(run.ExitCode == ExitCodes.Done, $"{run.ExitCode}: {run.Error}");
        return run;
    }

    private string PathOf(string ending) => Path.Combine(_folder, $"sanctions.members.{ending}");

    private async Task<string> DownloadAsync(params string[] options) => (await Done(_tool.RunAsync(["download", "sanctions", .. options]))).Out;

    private async Task RetractAsync(string id)
    {
        using var client = _hub.As("de-market", Roles.Publisher);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"records/{id}/retract") { Content = HubDriver.Json(new JsonObject { ["reason"] = "Decided otherwise." }) };
        request.Headers.Add("If-Match", "\"1\"");
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> PublishAsync(string reference, string label)
    {
        using var client = _hub.As("de-market", Roles.Publisher);
        using var request = new HttpRequestMessage(HttpMethod.Post, "sanctions") { Content = HubDriver.Json(Invented.Sanction(reference, label)) };
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await client.SendAsync(request);
        var answered = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, answered);
        return JsonNode.Parse(answered)!["id"]!.GetValue<string>();
    }

    /// <summary>A build that is asked for may be one that was under way before the retraction: until the newest version knows nothing of the segment.</summary>
    private async Task BuiltWithoutAsync(string segment)
    {
        using var client = _hub.As("de-customs", Roles.Analyst);
        await Eventually.TrueAsync(
            async () =>
            {
                await BuildAsync();
                return !(await client.GetStringAsync(new Uri("datasets/sanctions/latest", UriKind.Relative))).Contains(segment, StringComparison.Ordinal);
            },
            "a version without the segment is published");
    }

    /// <summary>
    /// A version that is newer than the newest was. Who asks while a build is under way is told of that one, and it counts as under way until
    /// its end is noted, which is a moment after its version is there.
    /// </summary>
    private async Task<string> BuildAsync()
    {
        using var client = _hub.As("de-customs", Roles.Analyst);
        using var latest = await client.GetAsync(new Uri("datasets/sanctions/latest", UriKind.Relative));
        var before = latest.IsSuccessStatusCode ? (await HubDriver.ReadAsync(latest))["version"]?.GetValue<string>() : null;
        string? version = null;
        await Eventually.TrueAsync(async () => (version = await AskAsync(client)) is not null && version != before, "a new version is published");
        return version!;
    }

    /// <summary>Asks for a build; its version, when it has one.</summary>
    private static async Task<string?> AskAsync(HttpClient client)
    {
        using var asked = await client.PostAsync("datasets/sanctions/builds", null);
        var path = asked.Headers.Location!.ToString()["/api/v1/".Length..];
        string? version = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await client.GetAsync(path);
                version = (await HubDriver.ReadAsync(answer))["version"]?.GetValue<string>();
                return version is not null;
            },
            "the version is published");
        return version;
    }
}
