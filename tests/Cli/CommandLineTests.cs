using InfoShare.Access;
using InfoShare.Cli;

namespace InfoShare.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("publish")]
    [InlineData("nonsense")]
    [InlineData("whoami")]
    [InlineData("whoami", "--hub", "not-an-address")]
    [InlineData("publish", "no-such-file.ndjson", "--hub", "http://127.0.0.1:1")]
    [InlineData("publish", "file.unknown", "--hub", "http://127.0.0.1:1")]
    [InlineData("publish", "file.csv", "--hub", "http://127.0.0.1:1")]
    [InlineData("publish", "file.ndjson", "--batch-bytes", "0", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "uscc", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "uscc", "1", "--name", "Sample", "--hub", "http://127.0.0.1:1")]
    [InlineData("agency", "suspend", "Not An Id", "--hub", "http://127.0.0.1:1")]
    [InlineData("convert", "ofac", "--sdn", "no-such-file", "--alt", "no-such-file", "--add", "no-such-file")]
    [InlineData("token", "--data", "no-such-folder", "--agency", "de-sample", "--roles", "reader")]
    [InlineData("token", "--data", ".", "--agency", "de-sample", "--roles", "emperor")]
    public async Task A_Wrong_Command_Line_Exits_With_2_And_Says_Why(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task A_Hub_That_Is_Not_There_Exits_With_3()
    {
        var run = await CommandRun.WithAsync("", new() { ["INFOSHARE_HUB"] = "http://127.0.0.1:1" }, "whoami");

        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Contains("cannot be reached", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("publish", "--help")]
    [InlineData("--version")]
    public async Task Help_And_Version_Are_Results(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.NotEmpty(run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_Token_Is_Made_From_The_Key_In_The_Hubs_Folder()
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-token-").FullName;
        try
        {
            using var key = EmbeddedIssuerKey.LoadOrCreate(Path.Combine(folder, EmbeddedIssuer.KeyFile));

            var run = await CommandRun.OfAsync("token", "--data", folder, "--agency", "de-sample", "--roles", "reader,publisher");

            Assert.Equal(ExitCodes.Done, run.ExitCode);
            Assert.Equal(3, run.Out.Trim().Split('.').Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
