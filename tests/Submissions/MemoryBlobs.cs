using System.Collections.Concurrent;
using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.Tests.Submissions;

/// <summary>Blobs in memory: whole or not at all.</summary>
public sealed class MemoryBlobs : IBlobs
{
    private readonly ConcurrentDictionary<(string Container, string Name), (byte[] Content, string ETag)> _blobs = [];

    private int _version;

    public IReadOnlyCollection<string> Names => [.. _blobs.Keys.Select(key => key.Name)];

    public ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_blobs.TryGetValue((container, name), out var blob) ? new BlobProperties(name, blob.Content.Length, blob.ETag) : null);

    public ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Stream?>(_blobs.TryGetValue((container, name), out var blob)
            ? new MemoryStream(blob.Content, (int)offset, (int)Math.Min(length ?? long.MaxValue, blob.Content.Length - offset), writable: false)
            : null);

    public async ValueTask<BlobWriteOutcome> WriteAsync(
        string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        var etag = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        var (key, written) = ((container, name), (copy.ToArray(), etag));
        var isWritten = condition switch
        {
            BlobCondition.CreateOnly => _blobs.TryAdd(key, written),
            BlobCondition.IfMatch match => _blobs.TryGetValue(key, out var before) && before.ETag == match.ETag && _blobs.TryUpdate(key, written, before),
            _ => _blobs.AddOrUpdate(key, written, (_, _) => written) == written,
        };
        return isWritten ? new BlobWriteOutcome.Written(new(name, copy.Length, etag)) : new BlobWriteOutcome.Refused();
    }

    public ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_blobs.TryRemove((container, name), out _));

    public IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        _blobs.Where(blob => blob.Key.Container == container && blob.Key.Name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(blob => blob.Key.Name, StringComparer.Ordinal)
            .Select(blob => new BlobProperties(blob.Key.Name, blob.Value.Content.Length, blob.Value.ETag))
            .ToAsyncEnumerable();
}
