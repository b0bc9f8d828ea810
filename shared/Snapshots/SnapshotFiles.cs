using InfoShare.Storage;

namespace InfoShare.Snapshots;

/// <summary>Snapshots as blobs: each written once under its index, never changed.</summary>
internal sealed class SnapshotFiles(IBlobs blobs)
{
    private const string Container = StorageNames.Containers.Snapshots;

    /// <summary>All that are there, the newest first.</summary>
    public async Task<IReadOnlyList<StoredSnapshot>> ListAsync(CancellationToken cancellationToken)
    {
        var snapshots = new List<StoredSnapshot>();
        await foreach (var blob in blobs.ListAsync(Container, "", cancellationToken))
        {
            if (StorageNames.SnapshotBlobs.Read(blob.Name) is var (epoch, format, index))
            {
                snapshots.Add(new(blob.Name, epoch, format, index, blob.Length));
            }
        }

        snapshots.Sort((left, right) => right.Index.CompareTo(left.Index));
        return snapshots;
    }

    /// <summary>Streams the capture out; false if its index has a snapshot already.</summary>
    public async Task<bool> WriteAsync(SnapshotHeader header, SnapshotCapture capture, CancellationToken cancellationToken)
    {
        await using var content = new SnapshotStream(header, capture);
        var name = StorageNames.SnapshotBlobs.Name(header.Epoch, SnapshotHeader.Format, capture.Index);
        return await blobs.WriteAsync(Container, name, content, new BlobCondition.CreateOnly(), cancellationToken) is BlobWriteOutcome.Written;
    }

    /// <summary>The snapshot in memory, or why not.</summary>
    /// <param name="parts">What it must consist of.</param>
    /// <param name="doubt">What else speaks against it; asked before its content is read.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async Task<(SnapshotImage? Image, string? Reason)> ReadAsync(
        StoredSnapshot snapshot, IReadOnlyList<ISnapshotPart> parts, Func<SnapshotHeader, Task<string?>> doubt, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(Container, snapshot.Name, 0, null, cancellationToken);
        if (content is null)
        {
            return (null, "It has been removed.");
        }

        var bytes = await SnapshotReading.ReadHeaderAsync(content, cancellationToken);
        if (SnapshotHeader.FormatOf(bytes.Span) is not { } format)
        {
            return (null, "It is no snapshot.");
        }

        // The columns are as in memory: a machine of the other byte order cannot use them.
        if (format != SnapshotHeader.Format || !BitConverter.IsLittleEndian)
        {
            return (null, "It is of another format.");
        }

        var header = SnapshotHeader.Read(bytes.Span);
        if (!header.IsOf(parts))
        {
            return (null, "Its parts are of other versions.");
        }

        if (header.Length != snapshot.Length)
        {
            return (null, $"It has {snapshot.Length} of {header.Length} bytes.");
        }

        return await doubt(header) is { } reason ? (null, reason) : (await SnapshotReading.ReadAsync(content, header, bytes, cancellationToken), null);
    }

    /// <summary>The header alone; null if it is not there any more or is none of this format.</summary>
    public async Task<SnapshotHeader?> ReadHeaderAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(Container, snapshot.Name, 0, SnapshotHeader.Bytes, cancellationToken);
        if (content is null)
        {
            return null;
        }

        var bytes = await SnapshotReading.ReadHeaderAsync(content, cancellationToken);
        return SnapshotHeader.FormatOf(bytes.Span) == SnapshotHeader.Format ? SnapshotHeader.Read(bytes.Span) : null;
    }

    public ValueTask<bool> RemoveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) => blobs.DeleteAsync(Container, snapshot.Name, cancellationToken);
}
