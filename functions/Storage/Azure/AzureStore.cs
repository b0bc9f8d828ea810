using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using InfoShare.Functions.Storage.Azure.Tables;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// A storage account of Azure, or its emulator. Any number of processes may share it. Tables, containers and queues that are not there yet
/// are made when they are first written to.
/// </summary>
public sealed class AzureStore
{
    public AzureStore(AzureConnection connection, AzureOptions? options = null, TimeProvider? time = null)
    {
        options ??= new();
        var blobs = BlobService(connection, options);
        Tables = new AzureTables(TableService(connection, options));
        Blobs = new AzureBlobs(blobs);
        Links = new AzureBlobLinks(blobs, connection.Key is { } key ? new(key.Account, key.Key) : null, time ?? TimeProvider.System);
        Queues = new AzureQueues(QueueService(connection, options));
    }

    public ITables Tables { get; }

    public IBlobs Blobs { get; }

    /// <summary>Addresses of blobs for others.</summary>
    public IBlobLinks Links { get; }

    public IQueues Queues { get; }

    private static TableServiceClient TableService(AzureConnection connection, AzureOptions options)
    {
        // Reads alone: what became of a commit is its caller's to find out.
        var client = Set(new TableClientOptions(), options, request => request.Method == RequestMethod.Get, options.ReadTimeout);
        return connection.Key is { } key
            ? new(connection.Tables, new TableSharedKeyCredential(key.Account, key.Key), client)
            : new(connection.Tables, connection.Credential!, client);
    }

    private static BlobServiceClient BlobService(AzureConnection connection, AzureOptions options)
    {
        // A blob's writing carries a mark, by which its writer knows it when the repetition is refused.
        var client = Set(new BlobClientOptions(), options, request => request.Method != RequestMethod.Delete);
        return connection.Key is { } key
            ? new(connection.Blobs, new StorageSharedKeyCredential(key.Account, key.Key), client)
            : new(connection.Blobs, connection.Credential!, client);
    }

    private static QueueServiceClient QueueService(AzureConnection connection, AzureOptions options)
    {
        // A message that is sent or received twice is what at-least-once means; a renewal or deletion that is repeated would seem to fail.
        var client = Set(
            new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None },
            options,
            request => request.Method == RequestMethod.Get || request.Method == RequestMethod.Post || request.Method == RequestMethod.Head);
        return connection.Key is { } key
            ? new(connection.Queues, new StorageSharedKeyCredential(key.Account, key.Key), client)
            : new(connection.Queues, connection.Credential!, client);
    }

    private static T Set<T>(T client, AzureOptions options, Func<Request, bool> isHarmless, TimeSpan? readTimeout = null)
        where T : ClientOptions
    {
        client.RetryPolicy = new StorageRetry(isHarmless, options, readTimeout);
        client.Retry.NetworkTimeout = options.NetworkTimeout;
        client.Diagnostics.IsTelemetryEnabled = false;
        if (options.Transport is { } transport)
        {
            client.Transport = transport;
        }

        return client;
    }
}
