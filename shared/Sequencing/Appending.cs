using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>Step 4 of a round: the rows get their places, one commit after the other, each begun only when the one before it is committed.</summary>
internal sealed class Appending(ITables tables, SequencingLimits limits, SequenceAdvanced advanced)
{
    /// <summary>Null when all rows are in the sequence, else why the round ends. Some may be in it even then: the next round finds them.</summary>
    public async Task<RoundOutcome?> InsertAsync(List<SequenceRow> rows, CancellationToken cancellationToken)
    {
        foreach (var turn in Commits(rows).Chunk(limits.CommitsInTurn))
        {
            // Insert, never upsert: whoever else sequences at this place, by now or by a commit that lands late, exactly one gets it.
            var outcomes = await tables.CommitInTurnAsync(StorageNames.Tables.Sequence, Array.ConvertAll(turn, InsertsOf), cancellationToken);
            if (outcomes.Any(outcome => outcome is CommitOutcome.Committed))
            {
                advanced.Raise();
            }

            if (EndOf(outcomes[^1], turn[outcomes.Count - 1][0].Index) is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private static PartitionWrites InsertsOf(List<SequenceRow> rows) =>
        new(StorageNames.SequenceRows.Partition(rows[0].Index), [.. rows.Select(row => row.ToInsert())]);

    private IEnumerable<List<SequenceRow>> Commits(List<SequenceRow> rows)
    {
        for (int first = 0, count; first < rows.Count; first += count)
        {
            count = CountOfCommit(rows, first);
            yield return rows.GetRange(first, count);
        }
    }

    private static RoundOutcome? EndOf(CommitOutcome outcome, SequenceIndex first) => outcome switch
    {
        CommitOutcome.Committed => null,
        CommitOutcome.Conflict { Operation: 0 } => new RoundOutcome.Interrupted("Another sequencer was faster."),

        // Every commit starts at the end of the sequence as it was, so rows cannot be taken behind a free place.
        CommitOutcome.Conflict conflict => new RoundOutcome.Corrupt(
            new(first.Value + conflict.Operation), "This place is taken although an earlier one is free."),
        CommitOutcome.Unknown unknown => new RoundOutcome.Interrupted(unknown.Reason),
        _ => throw new InvalidOperationException("A commit's outcomes are a closed set."),
    };

    private int CountOfCommit(List<SequenceRow> rows, int first)
    {
        var partition = StorageNames.SequenceRows.Partition(rows[first].Index);
        var count = 1;
        for (var bytes = rows[first].EncodedBytes; first + count < rows.Count && count < limits.CommitRows; count++)
        {
            var row = rows[first + count];
            bytes += row.EncodedBytes;
            if (bytes > limits.CommitBytes || StorageNames.SequenceRows.Partition(row.Index) != partition)
            {
                break;
            }
        }

        return count;
    }
}
