using InfoShare.Merchants;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Snapshots;

/// <summary>
/// Writes the index into snapshots and starts it from them. A snapshot saves reading the sequence and nothing else: one that is missing,
/// damaged, foreign or removed under a reader costs time. Any number of builders may run at once.
/// </summary>
public sealed class IndexSnapshots(MerchantIndex index, IBlobs blobs, ITables tables, SnapshotOptions options, TimeProvider time)
{
    /// <summary>Newest snapshots that are kept: the one before the last is there if the last is damaged.</summary>
    public const int Kept = 2;

    private readonly SnapshotFiles _files = new(blobs);

    /// <summary>Names of snapshots of this epoch that could not be used; the next builder removes them.</summary>
    private readonly HashSet<string> _useless = new(StringComparer.Ordinal);

    private volatile SnapshotHeader? _newest;

    /// <summary>The newest one that this process has started from, written or seen.</summary>
    public SnapshotHeader? Newest => _newest;

    /// <summary>Brings the empty index to the newest snapshot that can be used. Whatever is wrong with snapshots or their store, the sequence is there.</summary>
    /// <param name="epoch">The sequence's.</param>
    public async Task<SnapshotStart> StartAsync(string epoch, CancellationToken cancellationToken)
    {
        var ignored = new List<SnapshotStart.Reason>();
        try
        {
            foreach (var snapshot in await _files.ListAsync(cancellationToken))
            {
                if (await ReasonToIgnoreAsync(snapshot, epoch, cancellationToken) is not { } reason)
                {
                    return new(snapshot.Index, ignored);
                }

                ignored.Add(new(snapshot.Name, reason));
            }
        }
        catch (StorageUnavailableException unavailable)
        {
            ignored.Add(new("(all)", unavailable.Message));
        }

        return new(null, ignored);
    }

    /// <summary>Writes a snapshot if enough has come since the newest one, and removes those that it makes superfluous.</summary>
    /// <param name="epoch">The sequence's, when the index began to read it.</param>
    /// <exception cref="StorageUnavailableException">The store cannot be asked; what was there is there.</exception>
    public async Task<SnapshotBuild> BuildAsync(string epoch, CancellationToken cancellationToken)
    {
        if (await SequenceHead.LoadEpochAsync(tables, cancellationToken) != epoch)
        {
            return new SnapshotBuild.OtherEpoch();
        }

        await RemoveAsync(snapshot => _useless.Contains(snapshot.Name), cancellationToken);
        var newest = (await _files.ListAsync(cancellationToken)).FirstOrDefault(snapshot => IsOwn(snapshot, epoch));
        if (index.Position.Value - (newest?.Index.Value ?? 0) < options.AfterEntries)
        {
            await SeeAsync(newest, cancellationToken);
            return new SnapshotBuild.NotWorthIt();
        }

        var capture = index.Capture();
        var header = SnapshotHeader.Of(capture, epoch, time.GetUtcNow());
        if (!await _files.WriteAsync(header, capture, cancellationToken))
        {
            return new SnapshotBuild.IsThere(capture.Index);
        }

        _newest = header;
        return new SnapshotBuild.Built(capture.Index, header.Length, await PruneAsync(epoch, cancellationToken));
    }

    private static bool IsOwn(StoredSnapshot snapshot, string epoch) => snapshot.Epoch == epoch && snapshot.Format == SnapshotHeader.Format;

    /// <summary>Null: the index has started from it.</summary>
    private async Task<string?> ReasonToIgnoreAsync(StoredSnapshot snapshot, string epoch, CancellationToken cancellationToken)
    {
        if (snapshot.Epoch != epoch)
        {
            return "It is of another epoch.";
        }

        if (snapshot.Format != SnapshotHeader.Format)
        {
            return "It is of another format.";
        }

        try
        {
            var (image, reason) = await _files.ReadAsync(snapshot, index.Parts, header => DoubtAsync(header, snapshot, epoch, cancellationToken), cancellationToken);
            if (image is not null)
            {
                index.StartFrom(image);
                _newest = image.Header;
                return null;
            }

            _useless.Add(snapshot.Name);
            return reason;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StorageUnavailableException))
        {
            // Whatever a snapshot does to its reader, the sequence says the same; whoever started this logs the reason.
            _useless.Add(snapshot.Name);
            return fault.Message;
        }
    }

    private async Task<string?> DoubtAsync(SnapshotHeader header, StoredSnapshot snapshot, string epoch, CancellationToken cancellationToken)
    {
        if (header.Epoch != epoch)
        {
            return "It is of another epoch.";
        }

        if (header.Index != snapshot.Index.Value || header.Index < 1)
        {
            return $"Its header says the index {header.Index}.";
        }

        var last = new SequenceIndex(header.Index - 1);
        var row = await tables.GetAsync(
            StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(last), StorageNames.SequenceRows.Row(last), cancellationToken);
        return row is null ? "It lies past the last row of the sequence." : null;
    }

    /// <summary>Other epochs are over; older formats are of programs before an update; newer ones are of programs after it, and left alone.</summary>
    private async Task<int> PruneAsync(string epoch, CancellationToken cancellationToken)
    {
        var kept = (await _files.ListAsync(cancellationToken)).Where(snapshot => IsOwn(snapshot, epoch)).Take(Kept).Select(snapshot => snapshot.Name).ToHashSet();
        return await RemoveAsync(
            snapshot => !kept.Contains(snapshot.Name) && (snapshot.Epoch != epoch || snapshot.Format <= SnapshotHeader.Format), cancellationToken);
    }

    private async Task<int> RemoveAsync(Func<StoredSnapshot, bool> isSuperfluous, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var snapshot in (await _files.ListAsync(cancellationToken)).Where(isSuperfluous))
        {
            removed += await _files.RemoveAsync(snapshot, cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    /// <summary>Another process may have written it.</summary>
    private async Task SeeAsync(StoredSnapshot? newest, CancellationToken cancellationToken)
    {
        if (newest is not null && newest.Index.Value != _newest?.Index && await _files.ReadHeaderAsync(newest, cancellationToken) is { } header)
        {
            _newest = header;
        }
    }
}
