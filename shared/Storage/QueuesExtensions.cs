namespace InfoShare.Storage;

/// <summary>Sending messages about what is stored already.</summary>
public static class QueuesExtensions
{
    /// <summary>
    /// Sends a message about what this request has stored by now. A queue that cannot be asked then is no reason to say that nothing was stored.
    /// </summary>
    /// <exception cref="StorageUncertainException">It was not sent, or perhaps was.</exception>
    public static async ValueTask SendAfterStoringAsync(this IQueues queues, string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await queues.SendAsync(queue, text, delay, cancellationToken);
        }
        catch (StorageUnavailableException fault)
        {
            throw new StorageUncertainException("it was, and the message that goes with it was not sent.", fault);
        }
    }
}
