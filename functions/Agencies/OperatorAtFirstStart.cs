using InfoShare.Agencies;
using InfoShare.Functions.Access;
using Microsoft.Extensions.Options;

namespace InfoShare.Functions.Agencies;

/// <summary>
/// Before requests are taken, makes <c>hub-operator</c> in an empty registry, since nobody else could register anybody, and lets in the
/// client that the configuration names as its.
/// </summary>
public sealed class OperatorAtFirstStart(AgencyStore store, IOptions<AccessOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.EnsureOperatorAsync(Client(options.Value.Operator), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static AgencyClient? Client(OperatorOptions named) =>
        named.IsEmpty ? null : new(named.Issuer!, Given(named.Subject), Given(named.ClientId), GrantableRoles.Of(AgencyKind.Operator));

    /// <summary>A setting that is there and empty says nothing.</summary>
    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
