using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Access;

public sealed class NobodyTrustedTests
{
    [Fact]
    public async Task A_Hub_That_Trusts_No_Issuer_Starts_And_Says_So()
    {
        var log = new KeptLog();
        await using var hub = await HubDriver.StartAsync(
            new Dictionary<string, string?> { ["Access:EmbeddedIssuer"] = "false" }, services => services.AddSingleton<ILoggerProvider>(log));

        Assert.Single(log.Lines, line => line.StartsWith("No issuer is trusted", StringComparison.Ordinal));
    }
}
