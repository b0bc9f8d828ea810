using InfoShare.Agencies;

namespace InfoShare.Functions.Agencies;

/// <summary>Makes <c>hub-operator</c> in an empty registry before requests are taken, since nobody else could register anybody.</summary>
public sealed class OperatorAtFirstStart(AgencyStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.EnsureOperatorAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
