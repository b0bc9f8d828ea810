using InfoShare.Functions.Telemetry;
using InfoShare.Merchants;

namespace InfoShare.Functions.Merchants;

/// <summary>Shows how large the index is among the hub's metrics.</summary>
public sealed class IndexMetrics(MerchantIndex index, HubMetrics metrics) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Observe("infoshare.index.records", "{record}", "Records in the index, retracted ones too.", () => index.Count);
        metrics.Observe("infoshare.index.bytes", "By", "Bytes of the index's arrays, own or mapped.", () => index.SizeInBytes);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
