using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Telemetry;

public sealed class RequestCostTests
{
    [Fact]
    public async Task The_Server_Makes_No_Activity_And_No_Log_Scope_For_A_Request()
    {
        await using var hub = await HubDriver.StartAsync();

        // The server asks this, and nothing else, before it makes them.
        var diagnostics = hub.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");

        Assert.False(diagnostics.IsEnabled(LogLevel.Critical));
    }
}
