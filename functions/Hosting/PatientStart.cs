using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>
/// Reads the hub's identity before anything else; from a storage account that is out of reach as often as it takes, with the
/// <see cref="WaitingRoom"/> open meanwhile. An embedded store that cannot be opened is another process's, and ends the start.
/// </summary>
internal sealed partial class PatientStart(HubIdentity identity, HubOptions options, TimeProvider time, ILogger<PatientStart> logger)
{
    /// <summary>Within the 30 s that the Functions host waits for a first answer.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationCanceledException">The program was asked to stop meanwhile.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var attempt = TryAsync(cancellationToken);
        if (await Task.WhenAny(attempt, Task.Delay(FirstTry, time, cancellationToken)) == attempt && await attempt)
        {
            return;
        }

        await using var room = await WaitingRoom.OpenAsync(options, cancellationToken);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, room.Lifetime.ApplicationStopping);
        while (!await attempt)
        {
            await Task.Delay(Pause, time, stopping.Token);
            attempt = TryAsync(stopping.Token);
        }

        await room.StopAsync(cancellationToken);
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await identity.LoadAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is StorageUnavailableException or StorageUncertainException)
        {
            LogUnavailable(exception.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The hub's keys cannot be read; requests are answered with 503 until they can: {Reason}")]
    private partial void LogUnavailable(string reason);
}
