using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Cli;

/// <summary>The real list, converted by the built tool and published to hubs in processes of their own.</summary>
public sealed class OfacPublicationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-list-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestListFact]
    public async Task The_List_Is_Published_Whole_And_Again_Without_Effect()
    {
        await using var hub = await HubProcess.StartAsync();
        var tool = await ToolAsync(hub);
        var bench = await ConvertAsync(tool, "bench");

        Assert.Equal(8_976, (await File.ReadAllLinesAsync(bench)).Length);
        Assert.Equal((ExitCodes.Done, "created 8976"), await PublishAsync(tool, bench));
        Assert.Equal((ExitCodes.Done, "unchanged 8976"), await PublishAsync(tool, bench));
    }

    [TestListFact]
    public async Task A_Newer_List_Conflicts_Where_It_Differs_And_Is_Mirrored_When_Asked()
    {
        await using var hub = await HubProcess.StartAsync();
        var tool = await ToolAsync(hub);
        var (older, bench) = (await ConvertAsync(tool, "older"), await ConvertAsync(tool, "bench"));

        Assert.Equal((ExitCodes.Done, "created 7379"), await PublishAsync(tool, older));
        Assert.Equal((ExitCodes.SomeRejected, "created 1858,rejected 844,unchanged 6274"), await PublishAsync(tool, bench));
        Assert.Equal((ExitCodes.Done, "corrected 844,retracted 261,unchanged 8132"), await PublishAsync(tool, bench, "--update", "--mirror"));
    }

    private static async Task<Tool> ToolAsync(HubProcess hub)
    {
        await hub.RegisterAsync("us-list", "financial-regulator");
        return new(hub.Address, hub.Token("us-list", Roles.Publisher | Roles.Reader));
    }

    private static async Task<(int ExitCode, string Summary)> PublishAsync(Tool tool, params string[] arguments)
    {
        var run = await tool.RunAsync(["publish", .. arguments]);
        var summary = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return (run.ExitCode, string.Join(',', summary.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))));
    }

    private async Task<string> ConvertAsync(Tool tool, string snapshot)
    {
        var folder = TestListFactAttribute.Folder
            ?? throw new InvalidOperationException("The list is not here, and this is CI: the test must run. Set INFOSHARE_TEST_DATA.");
        var file = Path.Combine(_folder, $"{snapshot}.ndjson");
        var run = await tool.RunAsync("convert", "ofac", "--sdn", Part("sdn"), "--alt", Part("alt"), "--add", Part("add"), "--out", file);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error);
        return file;

        string Part(string part) => Path.Combine(folder, "ofac", $"{snapshot}-{part}.csv.gz");
    }
}
