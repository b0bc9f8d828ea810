using System.Collections.Concurrent;
using System.Text.Json;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// Published versions over the blobs. Files lie under names of their attempt's own; a version comes into being with its manifest, in one
/// create-only put under the next number, so that of builders that are at it at once one publishes. Removing goes the other way round.
/// </summary>
public sealed class DatasetStore(IBlobs blobs, DatasetOptions options, TimeProvider time, IBlobLinks? links = null)
{
    private const string Container = StorageNames.Containers.Datasets;

    /// <summary>No attempt takes longer than this: what it left behind is an orphan then.</summary>
    private static readonly TimeSpan AttemptTime = TimeSpan.FromHours(6);

    /// <summary>
    /// However many versions there are, one is kept so long: where records are retracted often, versions follow each other fast, and who is
    /// downloading, or comes for a delta, is not to be left behind. Builds rest as long as they take, so that these are never very much.
    /// </summary>
    private static readonly TimeSpan YoungFor = TimeSpan.FromMinutes(15);

    /// <summary>Manifests that were read: they never change. As few as there are versions kept.</summary>
    private readonly ConcurrentDictionary<string, DatasetManifest> _read = new(StringComparer.Ordinal);

    /// <summary>The versions of a dataset, newest first.</summary>
    public async Task<IReadOnlyList<DatasetManifest>> ListAsync(string epoch, DatasetName dataset, CancellationToken cancellationToken)
    {
        var prefix = StorageNames.DatasetBlobs.Manifests(epoch, dataset);
        var manifests = new List<DatasetManifest>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in blobs.ListAsync(Container, prefix, cancellationToken))
        {
            names.Add(blob.Name);
            if (await ReadAsync(blob.Name, cancellationToken) is { } manifest)
            {
                manifests.Add(manifest);
            }
        }

        foreach (var gone in _read.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !names.Contains(name)))
        {
            _read.TryRemove(gone, out _);
        }

        manifests.Reverse();
        return manifests;
    }

    /// <summary>Publishes, if nobody has published under its number; answers what is published under it.</summary>
    public async Task<DatasetManifest> PublishAsync(DatasetManifest manifest, CancellationToken cancellationToken)
    {
        var name = StorageNames.DatasetBlobs.Manifest(manifest.Epoch, manifest.Dataset, manifest.Number);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, DatasetJson.Default.DatasetManifest));
        if (await blobs.WriteAsync(Container, name, content, new BlobCondition.CreateOnly(), cancellationToken) is BlobWriteOutcome.Written)
        {
            return manifest;
        }

        // Refused also by one's own put, if it was sent again after its answer was lost.
        return await ReadAsync(name, cancellationToken) ?? throw new StorageUnavailableException($"The manifest {name} cannot be read back.");
    }

    /// <summary>The part of a file from <paramref name="offset"/>, or null if it is not there any more.</summary>
    public ValueTask<Stream?> OpenAsync(StoredFile file, long offset, long length, CancellationToken cancellationToken) =>
        blobs.OpenReadAsync(Container, file.Blob, offset, length, cancellationToken);

    /// <summary>An address at which a file can be had from the storage itself; null if the storage has none, or the options say nothing of it.</summary>
    public async ValueTask<Uri?> LinkAsync(StoredFile file, string contentType, string contentDisposition, CancellationToken cancellationToken) =>
        options.Redirect && links is not null ? await links.LinkAsync(Container, file.Blob, contentType, contentDisposition, cancellationToken) : null;

    /// <summary>The build that is held back, or null.</summary>
    public Task<DatasetManifest?> ReadHeldAsync(DatasetName dataset, CancellationToken cancellationToken) =>
        FetchAsync(StorageNames.DatasetBlobs.Held(dataset), cancellationToken);

    /// <summary>Holds a build back, in the place of one that was.</summary>
    public async Task HoldAsync(DatasetManifest manifest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, DatasetJson.Default.DatasetManifest));
        await blobs.WriteAsync(Container, StorageNames.DatasetBlobs.Held(manifest.Dataset), content, new BlobCondition.Always(), cancellationToken);
    }

    public async Task DropHeldAsync(DatasetName dataset, CancellationToken cancellationToken) =>
        await blobs.DeleteAsync(Container, StorageNames.DatasetBlobs.Held(dataset), cancellationToken);

    /// <summary>Removes the versions that are too many, those of other epochs, and the files that no version has.</summary>
    public async Task PruneAsync(string epoch, DatasetName dataset, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - YoungFor;
        var kept = (await ListAsync(epoch, dataset, cancellationToken)).Where((version, place) => place < Math.Max(2, options.Kept) || version.BuiltAt > oldest).ToList();
        var names = kept.Select(manifest => StorageNames.DatasetBlobs.Manifest(epoch, dataset, manifest.Number)).ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in blobs.ListAsync(Container, StorageNames.DatasetBlobs.AllManifests, cancellationToken))
        {
            if (IsOf(blob.Name, dataset) && !names.Contains(blob.Name) && !IsNewer(blob.Name, epoch, dataset, kept))
            {
                await blobs.DeleteAsync(Container, blob.Name, cancellationToken);
            }
        }

        var held = await ReadHeldAsync(dataset, cancellationToken);
        var used = kept.Append(held).OfType<DatasetManifest>().SelectMany(manifest => manifest.Segments).SelectMany(segment => segment.Files).Select(file => file.Blob)
            .ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in blobs.ListAsync(Container, StorageNames.DatasetBlobs.Files(dataset), cancellationToken))
        {
            if (!used.Contains(blob.Name) && (StorageNames.DatasetBlobs.BegunAt(blob.Name) is not { } begun || time.GetUtcNow() - begun > AttemptTime))
            {
                await blobs.DeleteAsync(Container, blob.Name, cancellationToken);
            }
        }
    }

    private static bool IsOf(string manifest, DatasetName dataset) =>
        manifest.Contains($"/{Json.Code<DatasetName>.Of(dataset)}/", StringComparison.Ordinal);

    /// <summary>Published since the list was made.</summary>
    private static bool IsNewer(string manifest, string epoch, DatasetName dataset, List<DatasetManifest> kept) =>
        manifest.StartsWith(StorageNames.DatasetBlobs.Manifests(epoch, dataset), StringComparison.Ordinal)
        && StorageNames.DatasetBlobs.NumberOf(manifest) > (kept.Count > 0 ? kept[0].Number : 0);

    private async Task<DatasetManifest?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(name, out var known))
        {
            return known;
        }

        if (await FetchAsync(name, cancellationToken) is { } manifest)
        {
            return _read.GetOrAdd(name, manifest);
        }

        return null;
    }

    private async Task<DatasetManifest?> FetchAsync(string name, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(Container, name, 0, null, cancellationToken);
        return content is null ? null : await JsonSerializer.DeserializeAsync(content, DatasetJson.Default.DatasetManifest, cancellationToken);
    }
}
