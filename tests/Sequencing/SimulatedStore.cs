using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

/// <summary>Tables in memory with the port's semantics, one call at a time; pages are short, so that continuations are followed.</summary>
internal sealed class SimulatedStore(int pageRows)
{
    private readonly Dictionary<(string Table, string Partition), SortedDictionary<string, Entity>> _partitions = [];

    private long _writes;

    /// <summary>Called with every commit that took effect.</summary>
    public Action<string, IReadOnlyList<TableWrite>>? Committed { get; init; }

    public Entity? Get(string table, string partition, string row)
    {
        lock (_partitions)
        {
            return Rows(table, partition).GetValueOrDefault(row);
        }
    }

    public IReadOnlyList<Entity> All(string table, string partition)
    {
        lock (_partitions)
        {
            return [.. Rows(table, partition).Values];
        }
    }

    public EntityPage Query(string table, string partition, string? from, string? to, int take, string? continuation)
    {
        lock (_partitions)
        {
            return PageOf(table, partition, from, to, take, continuation);
        }
    }

    public CommitOutcome Commit(string table, string partition, IReadOnlyList<TableWrite> writes)
    {
        lock (_partitions)
        {
            return CommitAlone(table, partition, writes);
        }
    }

    private EntityPage PageOf(string table, string partition, string? from, string? to, int take, string? continuation)
    {
        var start = continuation is null ? from ?? "" : continuation[1..];
        var rows = Rows(table, partition).Values
            .Where(row => string.CompareOrdinal(row.Row, start) >= 0 && (to is null || string.CompareOrdinal(row.Row, to) < 0));

        // The first page of a query is empty and has a continuation, as a server may answer at any time.
        if (continuation is null)
        {
            return new([], "+" + start);
        }

        var page = rows.Take(Math.Min(take, pageRows) + 1).ToList();
        var more = page.Count > Math.Min(take, pageRows);
        return new(page[..^(more ? 1 : 0)], more ? "+" + page[^1].Row : null);
    }

    private CommitOutcome CommitAlone(string table, string partition, IReadOnlyList<TableWrite> writes)
    {
        var rows = Rows(table, partition);
        for (var operation = 0; operation < writes.Count; operation++)
        {
            if (Refusal(writes[operation], rows.GetValueOrDefault(writes[operation].Row)) is { } reason)
            {
                return new CommitOutcome.Conflict(operation, reason);
            }
        }

        Committed?.Invoke(table, writes);
        return new CommitOutcome.Committed([.. writes.Select(write => Apply(rows, partition, write))]);
    }

    private static ConflictReason? Refusal(TableWrite write, Entity? row) => write switch
    {
        TableWrite.Insert => row is null ? null : ConflictReason.Exists,
        TableWrite.Upsert => null,
        _ when row is null => ConflictReason.Missing,
        TableWrite.Merge { IfMatch: { } etag } when etag != row.ETag => ConflictReason.Changed,
        TableWrite.Replace { IfMatch: { } etag } when etag != row.ETag => ConflictReason.Changed,
        TableWrite.Delete { IfMatch: { } etag } when etag != row.ETag => ConflictReason.Changed,
        _ => null,
    };

    private string Apply(SortedDictionary<string, Entity> rows, string partition, TableWrite write)
    {
        var etag = (++_writes).ToString(CultureInfo.InvariantCulture);
        switch (write)
        {
            case TableWrite.Delete:
                rows.Remove(write.Row);
                return "";
            case TableWrite.Merge merge:
                rows[write.Row] = new(partition, write.Row, etag, rows[write.Row].Properties.MergedWith(merge.Properties));
                return etag;
            default:
                rows[write.Row] = new(partition, write.Row, etag, write.Written!);
                return etag;
        }
    }

    private SortedDictionary<string, Entity> Rows(string table, string partition)
    {
        if (!_partitions.TryGetValue((table, partition), out var rows))
        {
            _partitions[(table, partition)] = rows = new(StringComparer.Ordinal);
        }

        return rows;
    }
}
