using System.Collections.Concurrent;
using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InfoShare.Storage;
using QueueMessage = InfoShare.Storage.QueueMessage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>Queues of a storage account. Texts travel in base64, as host.json has the Functions host read and write them.</summary>
internal sealed class AzureQueues(QueueServiceClient service) : IQueues
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly string _place = AzureFault.Place("Queue", service.AccountName);

    private readonly ConcurrentDictionary<string, QueueClient> _queues = new(StringComparer.Ordinal);

    public async ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        QueueCheck.Send(queue, text, delay);
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        await WriteAsync(
            async () =>
            {
                try
                {
                    return await Queue(queue).SendMessageAsync(body, delay, Forever, cancellationToken);
                }
                catch (RequestFailedException absent) when (IsNoQueue(absent))
                {
                    await Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                    return await Queue(queue).SendMessageAsync(body, delay, Forever, cancellationToken);
                }
            },
            fault => AzureFault.UncertainWhole(fault, _place),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int count, TimeSpan invisible, CancellationToken cancellationToken)
    {
        QueueCheck.Receive(queue, count, invisible);
        var messages = await ReadAsync(async () => (await Queue(queue).ReceiveMessagesAsync(count, invisible, cancellationToken)).Value, cancellationToken);
        return [.. (messages ?? []).Select(message => new QueueMessage(
            queue, message.MessageId, message.PopReceipt, Text(message.Body), (int)message.DequeueCount, message.InsertedOn.GetValueOrDefault()))];
    }

    public async ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken)
    {
        QueueCheck.Renew(invisible);
        return await WriteAsync(
            async () =>
            {
                try
                {
                    var renewed = await Queue(message.Queue).UpdateMessageAsync(message.Id, message.Receipt, (string?)null, invisible, cancellationToken);
                    return message with { Receipt = renewed.Value.PopReceipt };
                }
                catch (RequestFailedException lost) when (IsLost(lost))
                {
                    return null;
                }
            },
            fault => AzureFault.Uncertain(fault, _place),
            cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken) => await WriteAsync(
        async () =>
        {
            try
            {
                await Queue(message.Queue).DeleteMessageAsync(message.Id, message.Receipt, cancellationToken);
                return true;
            }
            catch (RequestFailedException lost) when (IsLost(lost))
            {
                return false;
            }
        },
        fault => AzureFault.Uncertain(fault, _place),
        cancellationToken);

    public async ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken)
    {
        QueueCheck.Count(queue, count);
        var messages = await ReadAsync(async () => (await Queue(queue).PeekMessagesAsync(count, cancellationToken)).Value, cancellationToken);
        return [.. (messages ?? []).Select(message => new QueueMessage(
            queue, message.MessageId, "", Text(message.Body), (int)message.DequeueCount, message.InsertedOn.GetValueOrDefault()))];
    }

    public async ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken)
    {
        QueueCheck.Name(queue);
        var properties = await ReadAsync(async () => (await Queue(queue).GetPropertiesAsync(cancellationToken)).Value, cancellationToken);
        return properties?.ApproximateMessagesCount ?? 0;
    }

    private QueueClient Queue(string queue) => _queues.GetOrAdd(queue, service.GetQueueClient);

    /// <summary>Null if there is no such queue: nobody has sent anything to it yet.</summary>
    private async Task<T?> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (RequestFailedException absent) when (IsNoQueue(absent))
        {
            return null;
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    private static async Task<T> WriteAsync<T>(Func<Task<T>> write, Func<Exception, Exception> translate, CancellationToken cancellationToken)
    {
        try
        {
            return await write();
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw translate(fault);
        }
    }

    /// <summary>The message is gone, or somebody else has received it since.</summary>
    private static bool IsLost(RequestFailedException fault) =>
        fault.ErrorCode == QueueErrorCode.MessageNotFound || fault.ErrorCode == QueueErrorCode.PopReceiptMismatch || IsNoQueue(fault);

    private static bool IsNoQueue(RequestFailedException fault) => fault.ErrorCode == QueueErrorCode.QueueNotFound;

    /// <summary>What somebody else sent without base64 is taken as it is: the handler says what is wrong with it.</summary>
    private static string Text(BinaryData body)
    {
        var text = body.ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
    }
}
