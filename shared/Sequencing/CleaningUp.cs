using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>Step 5 of a round: per shard, the versions are stamped with their index and their pending rows deleted, in one commit.</summary>
internal sealed class CleaningUp(ITables tables, SequencingLimits limits)
{
    /// <summary>
    /// Null when every pair is confirmed, else why the round ends. The shards' commits may come in any order: what a crash leaves of them,
    /// the next round does again from the rows at the head.
    /// </summary>
    public async Task<RoundOutcome?> CleanAsync(IEnumerable<SequenceRow> rows, CancellationToken cancellationToken)
    {
        var commits = rows.GroupBy(row => row.Record.Shard, StringComparer.Ordinal).SelectMany(shard => shard.Chunk(limits.CommitPairs));
        var ends = await Waves.RunAsync(commits, limits.Concurrency, commit => CleanShardAsync([.. commit], cancellationToken));
        return ends.OfType<RoundOutcome.Corrupt>().FirstOrDefault() ?? ends.FirstOrDefault(end => end is not null);
    }

    private async Task<RoundOutcome?> CleanShardAsync(List<SequenceRow> rows, CancellationToken cancellationToken)
    {
        while (rows.Count > 0)
        {
            var outcome = await tables.CommitAsync(
                StorageNames.Tables.Records, rows[0].Record.Shard, [.. rows.SelectMany(Pair)], cancellationToken);
            switch (outcome)
            {
                case CommitOutcome.Committed:
                    return null;
                case CommitOutcome.Unknown unknown:
                    return new RoundOutcome.Interrupted(unknown.Reason);
                case CommitOutcome.Conflict { Reason: ConflictReason.Missing } conflict when IsDeletion(conflict.Operation):
                    // Another sequencer has cleaned up this one, stamp and deletion together; one absent row fails the whole commit.
                    rows.RemoveAt(conflict.Operation / 2);
                    break;
                case CommitOutcome.Conflict conflict:
                    return new RoundOutcome.Corrupt(rows[conflict.Operation / 2].Index, "The version that has this place is not there.");
                default:
                    throw new InvalidOperationException("A commit's outcomes are a closed set.");
            }
        }

        return null;
    }

    private static bool IsDeletion(int operation) => operation % 2 == 1;

    private static TableWrite[] Pair(SequenceRow row) =>
    [
        new TableWrite.Merge(StorageNames.RecordRows.Version(row.Record, row.Version), new Properties { { "index", row.Index.Value } }, null),
        new TableWrite.Delete(row.Pending, null),
    ];
}
