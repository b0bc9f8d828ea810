using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Storage;
using Microsoft.Extensions.Options;

namespace InfoShare.Functions.Agencies;

/// <summary>
/// Before requests are taken, makes <c>hub-operator</c> in an empty registry, since nobody else could register anybody, and lets in the
/// client that the configuration names as its. Where the store is out of reach just then, it does so as soon as it can.
/// </summary>
public sealed partial class OperatorAtFirstStart(
    AgencyStore store, IOptions<AccessOptions> options, TimeProvider time, ILogger<OperatorAtFirstStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>How long the start waits for a store that does not answer: the Functions host waits 30 s for the program's first answer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private Task<bool> _attempt = Task.FromResult(false);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _attempt = TryAsync(CancellationToken.None);
        await Task.WhenAny(_attempt, Task.Delay(Longest, time, cancellationToken));
        if (_attempt.IsFaulted)
        {
            await _attempt;
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await _attempt.WaitAsync(stoppingToken))
        {
            await Task.Delay(Pause, time, stoppingToken);
            _attempt = TryAsync(stoppingToken);
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.EnsureOperatorAsync(Client(options.Value.Operator), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is StorageUnavailableException or StorageUncertainException)
        {
            LogUnavailable(exception.Message);
            return false;
        }
    }

    private static AgencyClient? Client(OperatorOptions named) =>
        named.IsEmpty ? null : new(named.Issuer!, Given(named.Subject), Given(named.ClientId), GrantableRoles.Of(AgencyKind.Operator));

    /// <summary>A setting that is there and empty says nothing.</summary>
    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [LoggerMessage(LogLevel.Warning, "It cannot be seen whether the operator is registered; it is tried again: {Reason}")]
    private partial void LogUnavailable(string reason);
}
