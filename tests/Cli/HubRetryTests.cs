using InfoShare.Cli;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Cli;

/// <summary>When the tool asks again, and how long it waits before.</summary>
public sealed class HubRetryTests
{
    [Fact]
    public async Task A_Hub_That_Speaks_Http_Is_Told_Of_To_Who_Asks_It_By_Https()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();

        var run = await CommandRun.OfAsync("whoami", "--hub", $"https://127.0.0.1:{hub.Address.Port}");

        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Contains("no secure connection can be made", run.Error, StringComparison.Ordinal);
        Assert.Contains("perhaps the hub speaks http, not https", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", run.Error, StringComparison.Ordinal);
    }
}
