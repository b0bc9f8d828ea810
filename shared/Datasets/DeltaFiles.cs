using System.IO.Compression;
using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Writes the deltas from the version before, and does not believe in them before it has applied them.</summary>
internal sealed class DeltaFiles(IBlobs blobs, BuildContext build)
{
    /// <summary>The segment with its deltas, one per format; without, where the version before did not have the segment.</summary>
    /// <exception cref="InvalidDataException">Previous version and delta do not make this one.</exception>
    public async Task<DatasetSegment> AddAsync(DatasetSegment segment, CancellationToken cancellationToken)
    {
        if (build.Previous?.Segment(segment.Id) is not { } previous)
        {
            return segment;
        }

        var deltas = await Task.WhenAll(Enum.GetValues<DatasetFormat>().Select(format => Task.Run(() => WriteAsync(segment, previous, format, cancellationToken), cancellationToken)));
        return segment with { Files = [.. segment.Files, .. deltas.OfType<StoredFile>()] };
    }

    private async Task<StoredFile?> WriteAsync(DatasetSegment segment, DatasetSegment previous, DatasetFormat format, CancellationToken cancellationToken)
    {
        var name = DatasetFiles.Full(build.Dataset, format);
        if (previous.File(name) is not { } before || segment.File(name) is not { } after)
        {
            return null;
        }

        var framing = EntryFraming.Of(format);
        StoredFile delta;
        await using (var writer = new DatasetFileWriter(blobs, Blob(segment, format), cancellationToken))
        {
            await using var left = await OpenAsync(before, framing, false, cancellationToken);
            await using var right = await OpenAsync(after, framing, false, cancellationToken);
            var entries = await Delta.WriteAsync(left, right, framing, writer.WriteAsync, cancellationToken);
            delta = await writer.CompleteAsync(DatasetFiles.Delta(build.Dataset, format), DatasetFiles.MediaType(format), entries);
        }

        await CheckAsync(before, delta, after, framing, cancellationToken);
        return delta;
    }

    private async Task CheckAsync(StoredFile before, StoredFile delta, StoredFile after, EntryFraming framing, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var left = await OpenAsync(before, framing, false, cancellationToken);
        await using var right = await OpenAsync(delta, framing, true, cancellationToken);
        await Delta.ApplyAsync(left, right, framing, Take, cancellationToken);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != after.ContentSha256)
        {
            throw new InvalidDataException($"The version before and the delta do not make {after.Name} of {build.Dataset}.");
        }

        ValueTask Take(ReadOnlyMemory<byte> bytes)
        {
            hash.AppendData(bytes.Span);
            return ValueTask.CompletedTask;
        }
    }

    private async Task<EntryReader> OpenAsync(StoredFile file, EntryFraming framing, bool isDelta, CancellationToken cancellationToken)
    {
        var stored = await blobs.OpenReadAsync(StorageNames.Containers.Datasets, file.Blob, 0, null, cancellationToken)
            ?? throw new InvalidDataException($"{file.Blob} is gone.");
        return new(new GZipStream(stored, CompressionMode.Decompress), framing, isDelta);
    }

    private string Blob(DatasetSegment segment, DatasetFormat format) =>
        StorageNames.DatasetBlobs.File(build.Dataset, build.Attempt, segment.Id, DatasetFiles.Delta(build.Dataset, format));
}
