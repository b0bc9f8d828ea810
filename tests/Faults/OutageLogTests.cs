using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using InfoShare.Access;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Faults;

/// <summary>What a hub whose storage account is gone writes into its log, which is paid for by the byte and ends for the day at its quota.</summary>
[NeedsAzurite]
public sealed class OutageLogTests
{
    private const int Requests = 60;

    private readonly FaultyTransport _network = new();

    private readonly KeptLog _log = new();

    [StoreFact]
    public async Task An_Outage_Is_Told_Of_In_A_Few_Short_Lines_However_Many_Requests_Meet_It()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync(await EmulatedStore.SettingsAsync(), services => services
            .AddSingleton<ILoggerProvider>(_log)
            .AddSingleton<HttpPipelineTransport>(_network)
            .AddSingleton(new AzureOptions { Retries = 0 }));
        var id = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        _network.Plan = (_, _) => CallFault.IsNotConnected;
        _log.Lines.Clear();

        for (var request = 0; request < Requests; request++)
        {
            using var refused = await customs.GetAsync(new Uri($"records/{id}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        var told = _log.Lines.Where(line => line.Contains("Storage is unavailable", StringComparison.Ordinal)).ToList();
        Assert.InRange(told.Count, 1, 3);
        Assert.All(_log.Lines.Where(line => line.Contains("StorageUnavailable", StringComparison.Ordinal)), line => Assert.DoesNotContain("   at ", line, StringComparison.Ordinal));
    }

    [StoreFact]
    public async Task A_Signal_That_Cannot_Be_Sent_Is_Told_Of_Once_And_Not_At_Every_Try()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync(await EmulatedStore.SettingsAsync(), services => services
            .AddSingleton<ILoggerProvider>(_log)
            .AddSingleton<HttpPipelineTransport>(_network)
            .AddSingleton(new AzureOptions { Retries = 0 }));
        var tries = 0;
        _network.Plan = (_, request) => request.Method == RequestMethod.Post && request.Uri.ToString().Contains("/sequence/messages", StringComparison.Ordinal) && Interlocked.Increment(ref tries) > 0
            ? CallFault.IsNotConnected
            : CallFault.None;
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        using var published = await customs.PostAsync(new Uri("sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction("unheard")));
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        await Eventually.TrueAsync(() => Volatile.Read(ref tries) > 6, "it is tried again and again");
        Assert.InRange(_log.Lines.Count(line => line.Contains("signal to sequence", StringComparison.Ordinal)), 1, 2);
    }
}
