using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>A small value in a blob, changed by compare-and-swap.</summary>
internal sealed class JsonBlob<T>(IBlobs blobs, string name, JsonTypeInfo<T> type)
    where T : class
{
    private const int MaxTries = 20;

    /// <summary>The value, or null.</summary>
    public async Task<T?> ReadAsync(CancellationToken cancellationToken) => (await LoadAsync(cancellationToken)).Value;

    /// <summary>Replaces the value by what <paramref name="change"/> makes of it; what it gives null for stays. Answers what is stored then.</summary>
    /// <exception cref="StorageUnavailableException">Others changed it again and again.</exception>
    public async Task<T?> ChangeAsync(Func<T?, T?> change, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (before, etag) = await LoadAsync(cancellationToken);
            if (change(before) is not { } after)
            {
                return before;
            }

            using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(after, type));
            BlobCondition condition = etag is null ? new BlobCondition.CreateOnly() : new BlobCondition.IfMatch(etag);
            if (await blobs.WriteAsync(StorageNames.Containers.Datasets, name, content, condition, cancellationToken) is BlobWriteOutcome.Written)
            {
                return after;
            }
        }

        throw new StorageUnavailableException($"{name} is changed by others all the time.");
    }

    /// <summary>The ETag is read first: if the content is newer, the exchange fails and is tried again.</summary>
    private async Task<(T? Value, string? ETag)> LoadAsync(CancellationToken cancellationToken)
    {
        var properties = await blobs.GetPropertiesAsync(StorageNames.Containers.Datasets, name, cancellationToken);
        if (properties is null)
        {
            return (null, null);
        }

        await using var content = await blobs.OpenReadAsync(StorageNames.Containers.Datasets, name, 0, null, cancellationToken);
        return content is null ? (null, null) : (await JsonSerializer.DeserializeAsync(content, type, cancellationToken), properties.ETag);
    }
}
