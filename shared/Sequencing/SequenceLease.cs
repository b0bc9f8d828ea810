using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// A hint for who sequences where many could: who finds the lease held leaves its shards with the holder and is done, and the holder, before it
/// lets go, sequences what was left with it. Nothing rests on it but the number of calls: a holder that crashes, or takes longer than
/// the lease lasts, is joined by others, which the protocol allows at any time, and the sweep finds what was left with it.
/// </summary>
/// <remarks>
/// <para>One row beside the head: <c>until</c>, and <c>asked</c>, a bit for each shard. Leaving shards and letting go both need the row as it
/// was read, so none is left with a holder that has just gone.</para>
/// <para>As the two rows are one partition, they go in one call: taking the lease also reads the head, or, where this process knows the head that
/// it moved last, holds only if that is the head still; and the last move of the head lets go as well. So the hint adds no call to the rounds
/// of a process that nobody disputes it.</para>
/// <para>One run at a time uses it in a process.</para>
/// </remarks>
public sealed class SequenceLease(ITables tables, TimeProvider time)
{
    /// <summary>How long a holder may be silent.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>Times that others may be faster before it is left at that: it is a hint.</summary>
    private const int MaxTries = 6;

    private readonly string _holder = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>The row as this process wrote it last, while nobody else is known to have written it.</summary>
    private State? _last;

    /// <summary>The head as this process read or moved it last, while nobody else is known to have moved it.</summary>
    private SequenceHead? _head;

    /// <summary>Whether <see cref="_head"/> was read, or found to hold, by the call that took the lease.</summary>
    private bool _isFresh;

    /// <summary>The shards that the caller is to sequence now; null: another is at it and has been asked to.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be asked.</exception>
    public async Task<IReadOnlyCollection<string>?> TakeAsync(IReadOnlyCollection<string> shards, CancellationToken cancellationToken)
    {
        var mine = Bits(shards);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var known = _last is null ? null : _head;
            var row = _last ?? await ReadAsync(cancellationToken);
            var isHeld = row is not null && row.Holder != _holder && row.Until > time.GetUtcNow().UtcTicks;
            if (isHeld && (row!.Asked & mine) == mine)
            {
                _last = null;
                return null;
            }

            var next = isHeld ? row! with { Asked = row.Asked | mine } : Held();
            if (await WriteAsync(row, next, isHeld ? null : known, cancellationToken))
            {
                _last = isHeld ? null : _last;
                return isHeld ? null : Shards(mine | (row?.Asked ?? 0));
            }
        }

        return shards;
    }

    /// <summary>The head for a round: as it was when the lease was taken if this is the first round since, else as it stands.</summary>
    /// <exception cref="StorageUnavailableException">It can be neither read nor made.</exception>
    public async Task<SequenceHead> LoadHeadAsync(CancellationToken cancellationToken)
    {
        var fresh = _isFresh ? _head : null;
        _isFresh = false;
        return _head = fresh ?? await SequenceHead.LoadAsync(tables, cancellationToken);
    }

    /// <summary>Moves the head on, if nobody has moved it since it was read, and with the last move of a run lets go if nobody has left anything.</summary>
    public async ValueTask<CommitOutcome> MoveHeadAsync(SequenceHead head, SequenceIndex next, bool isLast, CancellationToken cancellationToken)
    {
        var letsGo = isLast && _last is { Asked: 0 } held && held.Holder == _holder ? held with { Until = 0 } : null;
        var outcome = await CommitAsync(letsGo is null ? [head.Moved(next)] : [head.Moved(next), Written(letsGo, letsGo.ETag)], cancellationToken);
        if (letsGo is not null)
        {
            _last = outcome is CommitOutcome.Committed both ? letsGo with { ETag = both.ETags[1] } : null;
        }

        if (letsGo is not null && outcome is CommitOutcome.Conflict { Operation: 1 })
        {
            // Somebody has left shards with this run: they are next, and the head moves without letting go.
            outcome = await CommitAsync([head.Moved(next)], cancellationToken);
        }

        _head = outcome is CommitOutcome.Committed moved ? head with { Next = next, ETag = moved.ETags[0] } : null;
        return outcome;
    }

    /// <summary>Null when it is let go; else what others have left meanwhile: sequence that, and call again.</summary>
    /// <param name="isTired">Let go in any case: what was left stays, for whoever takes the lease next.</param>
    /// <exception cref="StorageUnavailableException">The store cannot be asked; the lease runs out by itself.</exception>
    public async Task<IReadOnlyCollection<string>?> LetGoAsync(bool isTired, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = _last ?? await ReadAsync(cancellationToken);
            if (row is null || row.Holder != _holder)
            {
                // It took too long, and another holds the lease now.
                _last = null;
                return null;
            }

            if (row.Until == 0)
            {
                // The head's last move let go as well.
                return null;
            }

            var letsGo = isTired || row.Asked == 0;
            if (await WriteAsync(row, letsGo ? row with { Until = 0 } : Held(), null, cancellationToken))
            {
                return letsGo ? null : Shards(row.Asked);
            }
        }

        return null;
    }

    /// <summary>Whether a process is sequencing at this moment, as far as the lease tells.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be asked.</exception>
    public async Task<bool> IsHeldAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) is { } row && row.Until > time.GetUtcNow().UtcTicks;

    private State Held() => new(_holder, (time.GetUtcNow() + Length).UtcTicks, 0, "");

    /// <summary>False if the row is another by now, or may be, or the head is no longer the one that is <paramref name="known"/>.</summary>
    private async Task<bool> WriteAsync(State? row, State next, SequenceHead? known, CancellationToken cancellationToken)
    {
        var outcome = await CommitAsync(known is null ? [Written(next, row?.ETag)] : [Written(next, row?.ETag), known.Moved(known.Next)], cancellationToken);
        if (outcome is not CommitOutcome.Committed committed)
        {
            (_last, _head, _isFresh) = (null, null, false);
            return false;
        }

        _last = next with { ETag = committed.ETags[0] };
        if (known is not null)
        {
            (_head, _isFresh) = (known with { ETag = committed.ETags[1] }, true);
        }

        return true;
    }

    private ValueTask<CommitOutcome> CommitAsync(IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        tables.CommitAsync(StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, writes, cancellationToken);

    private static TableWrite Written(State state, string? etag)
    {
        var properties = new Properties { { "holder", state.Holder }, { "until", state.Until }, { "asked", state.Asked } };
        return etag is null
            ? new TableWrite.Insert(StorageNames.SequenceRows.LeaseRow, properties)
            : new TableWrite.Replace(StorageNames.SequenceRows.LeaseRow, properties, etag);
    }

    /// <summary>The row and, by the same call, the head.</summary>
    private async Task<State?> ReadAsync(CancellationToken cancellationToken)
    {
        (_head, _isFresh) = (null, false);
        State? state = null;
        var partition = tables.QueryAllAsync(StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, null, null, cancellationToken);
        await foreach (var row in partition)
        {
            if (row.Row == StorageNames.SequenceRows.HeadRow)
            {
                (_head, _isFresh) = (SequenceHead.Of(row), true);
            }
            else if (row.Row == StorageNames.SequenceRows.LeaseRow)
            {
                state = new(row.Properties.GetString("holder") ?? "", row.Properties.GetInt64("until") ?? 0, row.Properties.GetInt64("asked") ?? 0, row.ETag);
            }
        }

        return state;
    }

    private static long Bits(IReadOnlyCollection<string> shards)
    {
        var bits = 0L;
        for (var shard = 0; shard < StorageNames.RecordRows.Shards.Count; shard++)
        {
            bits |= shards.Contains(StorageNames.RecordRows.Shards[shard]) ? 1L << shard : 0;
        }

        return bits;
    }

    private static List<string> Shards(long bits) =>
        [.. StorageNames.RecordRows.Shards.Where((_, shard) => (bits & (1L << shard)) != 0)];

    private sealed record State(string Holder, long Until, long Asked, string ETag);
}
