using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// The one mutable value of the sequence: below <see cref="Next"/> all is sequenced and cleaned up. Only sequencers go by it; readers
/// take the <see cref="Epoch"/> once at their start, and otherwise look only whether it is still the head that it was.
/// </summary>
/// <param name="Next">The first index that may still need cleaning up.</param>
/// <param name="Epoch">Random; made with the sequence and anew by every restore. Cursors and snapshots of another epoch are void.</param>
/// <param name="ETag">Of the row, for moving it.</param>
public sealed record SequenceHead(SequenceIndex Next, string Epoch, string ETag)
{
    private const string NextProperty = "next";

    private const string EpochProperty = "epoch";

    /// <summary>Reads the head, or makes it; of several that make it at once one wins and all use its epoch.</summary>
    /// <exception cref="StorageUnavailableException">It can be neither read nor made.</exception>
    public static async Task<SequenceHead> LoadAsync(ITables tables, CancellationToken cancellationToken)
    {
        if (await FindAsync(tables, cancellationToken) is { } head)
        {
            return head;
        }

        // Whatever comes of it, the row that is there afterwards is the head: ours, or that of who was faster.
        await tables.CommitAsync(
            StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, [First()], cancellationToken);
        return await FindAsync(tables, cancellationToken) ?? throw new StorageUnavailableException("The sequence's head cannot be made.");
    }

    /// <summary>The epoch, for cursors, datasets and snapshots; made if the sequence is new.</summary>
    public static async Task<string> LoadEpochAsync(ITables tables, CancellationToken cancellationToken) =>
        (await LoadAsync(tables, cancellationToken)).Epoch;

    /// <summary>The head as it stands, or null if the sequence is new.</summary>
    public static async Task<SequenceHead?> FindAsync(ITables tables, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(
            StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, StorageNames.SequenceRows.HeadRow, cancellationToken);
        return row is null ? null : Of(row);
    }

    /// <summary>The head that the row is.</summary>
    internal static SequenceHead Of(Entity row) => new(
        new(row.Properties.GetInt64(NextProperty) ?? throw new InvalidDataException("The sequence's head has no next.")),
        row.Properties.GetString(EpochProperty) ?? throw new InvalidDataException("The sequence's head has no epoch."),
        row.ETag);

    /// <summary>Moves the head on, if nobody has moved it since it was read.</summary>
    public ValueTask<CommitOutcome> MoveAsync(ITables tables, SequenceIndex next, CancellationToken cancellationToken) =>
        tables.CommitAsync(
            StorageNames.Tables.SequenceHead,
            StorageNames.SequenceRows.HeadPartition,
            [Moved(next)],
            cancellationToken);

    /// <summary>The write that moves it on, if nobody has moved it since it was read.</summary>
    internal TableWrite Moved(SequenceIndex next) => new TableWrite.Merge(StorageNames.SequenceRows.HeadRow, new Properties { { NextProperty, next.Value } }, ETag);

    /// <summary>
    /// Gives the sequence another epoch, after the store was put back to an earlier state: cursors, feeds and snapshots that know of versions
    /// which are no longer there are void, and start over. No process may be running on the store.
    /// </summary>
    /// <returns>The new epoch.</returns>
    /// <exception cref="StorageUnavailableException">It could not be written; the same can be done again.</exception>
    public static async Task<string> RenewEpochAsync(ITables tables, CancellationToken cancellationToken)
    {
        var head = await LoadAsync(tables, cancellationToken);
        var epoch = NewEpoch();
        var outcome = await tables.CommitAsync(
            StorageNames.Tables.SequenceHead,
            StorageNames.SequenceRows.HeadPartition,
            [new TableWrite.Merge(StorageNames.SequenceRows.HeadRow, new Properties { { EpochProperty, epoch } }, head.ETag)],
            cancellationToken);
        return outcome switch
        {
            CommitOutcome.Committed => epoch,
            CommitOutcome.Unknown unknown => throw new StorageUncertainException(unknown.Reason),
            _ => throw new StorageUnavailableException("A process of the hub has sequenced at this very moment, and the epoch was not renewed: stop every process, and say this again."),
        };
    }

    private static string NewEpoch() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static TableWrite.Insert First() => new(
        StorageNames.SequenceRows.HeadRow,
        new Properties { { NextProperty, 0 }, { EpochProperty, NewEpoch() } });
}
