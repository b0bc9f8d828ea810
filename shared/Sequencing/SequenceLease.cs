using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// A hint for who sequences where many could: who finds the lease held leaves its shards with the holder and is done, and the holder, before it
/// lets go, sequences what was left with it. Nothing rests on it but the number of calls: a holder that crashes, or takes longer than
/// the lease lasts, is joined by others, which the protocol allows at any time, and the sweep finds what was left with it.
/// </summary>
/// <remarks>
/// One row beside the head: <c>until</c>, and <c>asked</c>, a bit for each shard. Leaving shards and letting go both need the row as it
/// was read, so none is left with a holder that has just gone.
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

    /// <summary>The shards that the caller is to sequence now; null: another is at it and has been asked to.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be asked.</exception>
    public async Task<IReadOnlyCollection<string>?> TakeAsync(IReadOnlyCollection<string> shards, CancellationToken cancellationToken)
    {
        var mine = Bits(shards);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = _last ?? await ReadAsync(cancellationToken);
            var isHeld = row is not null && row.Holder != _holder && row.Until > time.GetUtcNow().UtcTicks;
            if (isHeld && (row!.Asked & mine) == mine)
            {
                _last = null;
                return null;
            }

            var next = isHeld ? row! with { Asked = row.Asked | mine } : Held();
            if (await WriteAsync(row, next, cancellationToken))
            {
                _last = isHeld ? null : _last;
                return isHeld ? null : Shards(mine | (row?.Asked ?? 0));
            }
        }

        return shards;
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

            var letsGo = isTired || row.Asked == 0;
            if (await WriteAsync(row, letsGo ? row with { Until = 0 } : Held(), cancellationToken))
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

    /// <summary>False if the row is another by now, or may be.</summary>
    private async Task<bool> WriteAsync(State? row, State next, CancellationToken cancellationToken)
    {
        var properties = new Properties { { "holder", next.Holder }, { "until", next.Until }, { "asked", next.Asked } };
        var outcome = await tables.CommitAsync(
            StorageNames.Tables.SequenceHead,
            StorageNames.SequenceRows.HeadPartition,
            [
                row is null
                    ? new TableWrite.Insert(StorageNames.SequenceRows.LeaseRow, properties)
                    : new TableWrite.Replace(StorageNames.SequenceRows.LeaseRow, properties, row.ETag),
            ],
            cancellationToken);
        _last = outcome is CommitOutcome.Committed committed ? next with { ETag = committed.ETags[0] } : null;
        return _last is not null;
    }

    private async Task<State?> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(
            StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, StorageNames.SequenceRows.LeaseRow, cancellationToken);
        return row is null
            ? null
            : new(row.Properties.GetString("holder") ?? "", row.Properties.GetInt64("until") ?? 0, row.Properties.GetInt64("asked") ?? 0, row.ETag);
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
