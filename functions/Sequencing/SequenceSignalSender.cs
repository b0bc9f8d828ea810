using InfoShare.Functions.Hosting;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Functions.Sequencing;

/// <summary>
/// Sends what was raised to the queue <c>sequence</c>: the first at once, and then at most one message per 250 ms. A signal that cannot
/// be sent is kept and sent with the next.
/// </summary>
public sealed partial class SequenceSignalSender(
    SequenceSignal signal, IQueues queues, TimeProvider time, ILogger<SequenceSignalSender> logger) : BackgroundService
{
    /// <summary>Between two messages of this process.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly RepeatedLine _outage = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.Raised.WaitAsync(stoppingToken);
            await SendAsync(signal.Take(), stoppingToken);
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task SendAsync(IReadOnlyList<string> shards, CancellationToken cancellationToken)
    {
        try
        {
            await queues.SendAsync(StorageNames.Queues.Sequence, SequenceMessage.Encode(shards), TimeSpan.Zero, cancellationToken);
        }
        catch (Exception exception) when (exception is StorageUnavailableException or StorageUncertainException)
        {
            // Sent twice it would only be a second look.
            if (_outage.Due() is { } others)
            {
                LogUnsent(exception, others);
            }

            foreach (var shard in shards)
            {
                signal.Raise(shard);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A signal to sequence could not be sent, and {Others} before it; it goes with the next.")]
    private partial void LogUnsent(Exception exception, int others);
}
