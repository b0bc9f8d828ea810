using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// Gives each committed version the next place in the sequence, exactly once and in the order of its record's versions. Needs no lock:
/// any number of sequencers may run, crash at any call and go on with calls that were long given up, because all that they contend for
/// is one insert at the end of the sequence. Tests/Sequencing walks through all of it.
/// </summary>
/// <param name="lease">What processes that share the store have beside the head; null: this one is alone with it.</param>
public sealed class Sequencer(ITables tables, TimeProvider time, SequenceAdvanced advanced, SequencingLimits limits, SequenceLease? lease = null)
{
    /// <summary>Rounds that may be interrupted one after another before <see cref="RunAsync"/> gives up.</summary>
    public const int MaxInterruptions = 8;

    private readonly Appending _appending = new(tables, limits, advanced);

    private readonly CleaningUp _cleaningUp = new(tables, limits);

    private uint _rounds;

    /// <summary>
    /// Rounds until all of the <paramref name="shards"/> that was pending at the beginning is sequenced: the answer is Idle, or Advanced
    /// after a small round; Interrupted is when the storage fails for longer than a few moments.
    /// </summary>
    public async Task<RoundOutcome> RunAsync(IReadOnlyCollection<string> shards, CancellationToken cancellationToken)
    {
        for (var interruptions = 0; ;)
        {
            var outcome = await RunRoundAsync(shards, cancellationToken);
            switch (outcome)
            {
                case RoundOutcome.Advanced { GoOn: true }:
                    interruptions = 0;
                    break;
                case RoundOutcome.Interrupted when ++interruptions <= MaxInterruptions:
                    // Two sequencers that meet part by chance, not in step.
                    var longest = 10 << interruptions;
                    await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest)), time, cancellationToken);
                    break;
                default:
                    return outcome;
            }
        }
    }

    /// <summary>One round, to the letter of the protocol.</summary>
    /// <param name="shards">Where to look for pending rows: a hint that saves reading the others (see <see cref="PendingList"/>).</param>
    public async Task<RoundOutcome> RunRoundAsync(IReadOnlyCollection<string> shards, CancellationToken cancellationToken)
    {
        try
        {
            return await RoundAsync(shards, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            return new RoundOutcome.Interrupted(exception.Message);
        }
    }

    private async Task<RoundOutcome> RoundAsync(IReadOnlyCollection<string> shards, CancellationToken cancellationToken)
    {
        // 1. A crash before step 4 leaves nothing.
        var head = await (lease?.LoadHeadAsync(cancellationToken) ?? SequenceHead.LoadAsync(tables, cancellationToken));

        // 2. Rows at or after the head are what a crash, or a sequencer still at work, left between steps 4 and 6.
        var left = await ReadFromAsync(head.Next, cancellationToken);
        if (left.Count > 0)
        {
            return Gap(head.Next, left) ?? await FinishAsync(head, left, true, cancellationToken);
        }

        // 3. After the head was read: a list older than the head could hold versions that are sequenced below it.
        var pending = await PendingList.ReadAsync(tables, limits, InTurn(shards), cancellationToken);
        if (pending.Rows.Count == 0)
        {
            return new RoundOutcome.Idle();
        }

        // 4. A crash here leaves rows that are in the sequence and still pending; step 2 of the next round finds them.
        var rows = pending.Rows.Select((row, place) => SequenceRow.Of(new(head.Next.Value + place), row)).ToList();
        return await _appending.InsertAsync(rows, cancellationToken) ?? await FinishAsync(head, rows, !pending.IsWhole || rows.Count >= limits.GoOnRows, cancellationToken);
    }

    /// <summary>Each round begins with other shards, so that a list that is full before its end starves none of them.</summary>
    private List<string> InTurn(IReadOnlyCollection<string> shards)
    {
        var first = (int)(Interlocked.Increment(ref _rounds) * (uint)limits.Concurrency % Math.Max(1, (uint)shards.Count));
        return [.. shards.Skip(first), .. shards.Take(first)];
    }

    /// <summary>Steps 5 and 6. A crash between them, or within 5, leaves work that step 2 of the next round does again without effect.</summary>
    private async Task<RoundOutcome> FinishAsync(SequenceHead head, List<SequenceRow> rows, bool goOn, CancellationToken cancellationToken)
    {
        if (await _cleaningUp.CleanAsync(rows, cancellationToken) is { } end)
        {
            return end;
        }

        advanced.RaiseCleaned();
        var next = rows[^1].Index.Next;
        return await (lease?.MoveHeadAsync(head, next, isLast: !goOn, cancellationToken) ?? head.MoveAsync(tables, next, cancellationToken)) switch
        {
            CommitOutcome.Committed => new RoundOutcome.Advanced(head.Next, rows.Count, goOn),
            CommitOutcome.Conflict => new RoundOutcome.Interrupted("Another sequencer moved the head."),
            CommitOutcome.Unknown unknown => new RoundOutcome.Interrupted(unknown.Reason),
            _ => throw new InvalidOperationException("A commit's outcomes are a closed set."),
        };
    }

    /// <summary>The first rows at or after <paramref name="head"/>; of its partition alone, for the next has none before this is full.</summary>
    private Task<List<SequenceRow>> ReadFromAsync(SequenceIndex head, CancellationToken cancellationToken) => BoundedQuery.FirstAsync(
        tables,
        StorageNames.Tables.Sequence,
        StorageNames.SequenceRows.Partition(head),
        StorageNames.SequenceRows.Row(head),
        null,
        limits.CommitRows,
        SequenceRow.Read,
        cancellationToken);

    private static RoundOutcome.Corrupt? Gap(SequenceIndex head, List<SequenceRow> rows)
    {
        var place = rows.Select((row, offset) => (row.Index, Expected: new SequenceIndex(head.Value + offset))).FirstOrDefault(pair => pair.Index != pair.Expected);
        return place == default ? null : new(place.Expected, "This place is empty although a later one is taken.");
    }
}
