using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>One message's way through its handler, as the Functions host does it: deleted, tried again later, or moved to the poison queue.</summary>
internal sealed partial class QueueDelivery(
    QueueTrigger trigger, IQueues queues, TimeProvider time, QueuePolling polling, ILogger<StandaloneTriggers> logger)
{
    /// <summary>Never throws for what the handler does; for the storage, it leaves the message to come back by itself.</summary>
    public async Task DeliverAsync(QueueMessage message, CancellationToken stopping)
    {
        try
        {
            // More receipts than are allowed: every attempt ended in a crash, so another would too.
            if (message.DequeueCount > polling.MaxDequeueCount)
            {
                await PoisonAsync(message);
                return;
            }

            var (held, failure) = await HandleAsync(message, stopping);
            await SettleAsync(held, failure, stopping);
        }
        catch (Exception exception) when (exception is StorageUnavailableException or StorageUncertainException)
        {
            LogUnsettled(exception, trigger.Name, message.Id);
        }
    }

    private async Task<(QueueMessage Held, Exception? Failure)> HandleAsync(QueueMessage message, CancellationToken stopping)
    {
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewal = RenewAsync(message, renewing.Token);
        Exception? failure = null;
        try
        {
            await trigger.Handle(message.Text, stopping);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        await renewing.CancelAsync();
        return (await renewal, failure);
    }

    private async Task SettleAsync(QueueMessage message, Exception? failure, CancellationToken stopping)
    {
        if (failure is null)
        {
            await queues.DeleteAsync(message, CancellationToken.None);
        }
        else if (failure is OperationCanceledException && stopping.IsCancellationRequested)
        {
            await ReleaseAsync(message);
        }
        else if (message.DequeueCount >= polling.MaxDequeueCount)
        {
            LogPoison(failure, trigger.Name, message.Id);
            await PoisonAsync(message);
        }
        else
        {
            LogFailure(failure, trigger.Name, message.Id, message.DequeueCount);
            await queues.RenewAsync(message, polling.RetryAfter, CancellationToken.None);
        }
    }

    /// <summary>
    /// Not the message's fault: the next start takes it at once, and as one that nobody has received yet, or a hub that is restarted again
    /// and again would in the end take it for poison.
    /// </summary>
    private Task ReleaseAsync(QueueMessage message) => MoveAsync(message, trigger.Queue);

    private Task PoisonAsync(QueueMessage message) => MoveAsync(message, StorageNames.Queues.Poison(trigger.Queue));

    /// <summary>Sent before deleted: a crash in between leaves the message twice rather than nowhere.</summary>
    private async Task MoveAsync(QueueMessage message, string queue)
    {
        await queues.SendAsync(queue, message.Text, TimeSpan.Zero, CancellationToken.None);
        await queues.DeleteAsync(message, CancellationToken.None);
    }

    /// <summary>Keeps the message invisible until cancelled; gives back the receipt that is valid then.</summary>
    private async Task<QueueMessage> RenewAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(polling.Invisible / 2, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return message;
            }

            try
            {
                // Without the token: a renewal that was sent but not seen would leave a receipt that is no longer valid.
                message = await queues.RenewAsync(message, polling.Invisible, CancellationToken.None) ?? message;
            }
            catch (Exception exception) when (exception is StorageUnavailableException or StorageUncertainException)
            {
                LogUnsettled(exception, trigger.Name, message.Id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Trigger}: message {Message} failed at receipt {DequeueCount}; it is tried again.")]
    private partial void LogFailure(Exception exception, string trigger, string message, int dequeueCount);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Trigger}: message {Message} has failed for the last time and goes to the poison queue.")]
    private partial void LogPoison(Exception exception, string trigger, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Trigger}: message {Message} could not be renewed or settled; it comes back by itself.")]
    private partial void LogUnsettled(Exception exception, string trigger, string message);
}
