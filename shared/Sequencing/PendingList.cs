using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// Step 3 of a round: the pending rows of some shards, in an order in which no version goes before an earlier one of its record.
/// Made anew in every round, after the head was read.
/// </summary>
/// <remarks>
/// The shards are a hint, and a subset is safe: the order that matters is among versions of one record, all of which are in one shard,
/// and a predecessor that the listing left out, for whatever reason, is found by the point read of its key.
/// </remarks>
internal sealed class PendingList(ITables tables, SequencingLimits limits, int shardRows)
{
    private readonly Dictionary<(string Shard, string Key), PendingRow> _rows = [];

    private long _bytes;

    private bool _isWhole = true;

    /// <summary>The rows in order, and whether they were all that was pending in the shards.</summary>
    public static async Task<(List<PendingRow> Rows, bool IsWhole)> ReadAsync(
        ITables tables, SequencingLimits limits, IReadOnlyCollection<string> shards, CancellationToken cancellationToken)
    {
        // Of few shards as much as fills a commit, and one more, so that a hundred rows are one round wherever they are.
        var list = new PendingList(tables, limits, Math.Max(limits.ShardRows, (limits.CommitRows / Math.Max(1, shards.Count)) + 1));
        await list.ListAsync(shards, cancellationToken);
        await list.AddPredecessorsAsync(cancellationToken);
        return (list.InOrder(), list._isWhole);
    }

    private async Task ListAsync(IEnumerable<string> shards, CancellationToken cancellationToken)
    {
        foreach (var wave in shards.Chunk(limits.Concurrency))
        {
            foreach (var rows in await Waves.RunAsync(wave, limits.Concurrency, shard => ListShardAsync(shard, cancellationToken)))
            {
                rows.ForEach(Add);
                _isWhole &= rows.Count < shardRows;
            }

            if (_rows.Count >= limits.RoundRows || _bytes >= limits.RoundBytes)
            {
                _isWhole = false;
                return;
            }
        }
    }

    private Task<List<PendingRow>> ListShardAsync(string shard, CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.RecordRows.AllPending;
        return BoundedQuery.FirstAsync(
            tables, StorageNames.Tables.Records, shard, from, to, shardRows, PendingRow.Read, cancellationToken);
    }

    /// <summary>
    /// Clocks of different machines disagree, so a version's predecessor may sort behind it, or behind the part that was listed. One that
    /// was listed is taken as it was: had it been sequenced since, that would be at or after the head, and our first insert would conflict.
    /// </summary>
    private async Task AddPredecessorsAsync(CancellationToken cancellationToken)
    {
        var last = _rows.Values.ToList();
        while (last.Count > 0)
        {
            var missing = last.Where(row => row.After.Length > 0 && !_rows.ContainsKey((row.Record.Shard, row.After)));
            var found = await Waves.RunAsync(missing, limits.Concurrency, row => ReadPredecessorAsync(row, cancellationToken));
            last = [.. found.OfType<PendingRow>()];
            last.ForEach(Add);
        }
    }

    /// <summary>Null when it is sequenced and cleaned up already, as it mostly is.</summary>
    private async Task<PendingRow?> ReadPredecessorAsync(PendingRow row, CancellationToken cancellationToken)
    {
        var entity = await tables.GetAsync(StorageNames.Tables.Records, row.Record.Shard, row.After, cancellationToken);
        if (entity is null)
        {
            return null;
        }

        var predecessor = PendingRow.Read(entity);
        return predecessor.Record == row.Record && predecessor.Version < row.Version
            ? predecessor
            : throw new InvalidDataException($"The pending row {row.Key} does not follow {row.After}.");
    }

    private void Add(PendingRow row)
    {
        if (_rows.TryAdd((row.Record.Shard, row.Key), row))
        {
            _bytes += row.Entry.Length;
        }
    }

    /// <summary>By time as the keys tell it, but each row behind its predecessors.</summary>
    private List<PendingRow> InOrder()
    {
        var ordered = new List<PendingRow>(_rows.Count);
        var placed = new HashSet<PendingRow>(_rows.Count, ReferenceEqualityComparer.Instance);
        var chain = new Stack<PendingRow>();
        foreach (var row in _rows.Values.OrderBy(row => row.Key, StringComparer.Ordinal).ThenBy(row => row.Record.Shard, StringComparer.Ordinal))
        {
            for (var current = row; current is not null && placed.Add(current); current = Predecessor(current))
            {
                chain.Push(current);
            }

            while (chain.TryPop(out var next))
            {
                ordered.Add(next);
            }
        }

        return ordered;
    }

    private PendingRow? Predecessor(PendingRow row) => _rows.GetValueOrDefault((row.Record.Shard, row.After));
}
