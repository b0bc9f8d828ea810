using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.Tests.Storage;

/// <summary>Tables in memory, strongly consistent and held to the port's limits: for tests of what stands on tables.</summary>
public sealed class MemoryTables : ITables
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Table, string Partition), SortedDictionary<string, Entity>> _partitions = [];
    private long _version;

    public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
    {
        TableCheck.Get(table, partition, row);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return ValueTask.FromResult(Rows(table, partition).GetValueOrDefault(row));
        }
    }

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        TableCheck.Query(table, partition, from, to, take);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var found = Rows(table, partition).Values
                .SkipWhile(entity => string.CompareOrdinal(entity.Row, continuation ?? from ?? "") < 0)
                .TakeWhile(entity => to is null || string.CompareOrdinal(entity.Row, to) < 0)
                .Take(take + 1)
                .ToList();
            return ValueTask.FromResult(new EntityPage([.. found.Take(take)], found.Count > take ? found[take].Row : null));
        }
    }

    public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        TableCheck.Commit(table, partition, writes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return ValueTask.FromResult(Commit(partition, Rows(table, partition), writes));
        }
    }

    private CommitOutcome Commit(string partition, SortedDictionary<string, Entity> rows, IReadOnlyList<TableWrite> writes)
    {
        var after = new List<Entity?>(writes.Count);
        for (var operation = 0; operation < writes.Count; operation++)
        {
            var write = writes[operation];
            var before = rows.GetValueOrDefault(write.Row);
            if (Refusal(write, before) is { } reason)
            {
                return new CommitOutcome.Conflict(operation, reason);
            }

            after.Add(After(partition, write, before));
        }

        for (var operation = 0; operation < writes.Count; operation++)
        {
            rows.Remove(writes[operation].Row);
            if (after[operation] is { } entity)
            {
                rows.Add(entity.Row, entity);
            }
        }

        return new CommitOutcome.Committed([.. after.Select(entity => entity?.ETag ?? "")]);
    }

    private static ConflictReason? Refusal(TableWrite write, Entity? before) => (write, before) switch
    {
        (TableWrite.Upsert, _) or (TableWrite.Insert, null) => null,
        (TableWrite.Insert, _) => ConflictReason.Exists,
        (_, null) => ConflictReason.Missing,
        _ => write.Expected is { } expected && expected != before.ETag ? ConflictReason.Changed : null,
    };

    private Entity? After(string partition, TableWrite write, Entity? before)
    {
        if (write.Written is not { } written)
        {
            return null;
        }

        var properties = write is TableWrite.Merge && before is not null ? before.Properties.MergedWith(Copy(written)) : Copy(written);
        TableCheck.Row(partition, write.Row, properties);
        _version++;
        return new(partition, write.Row, _version.ToString("x", CultureInfo.InvariantCulture), properties);
    }

    /// <summary>The writer may use its memory again once the commit has returned.</summary>
    private static Properties Copy(Properties written)
    {
        var copy = new Properties();
        foreach (var (name, value) in written)
        {
            switch (value)
            {
                case string text:
                    copy.Add(name, text);
                    break;
                case long number:
                    copy.Add(name, number);
                    break;
                case ReadOnlyMemory<byte> binary:
                    copy.Add(name, binary.ToArray());
                    break;
                default:
                    throw new NotSupportedException($"{name} is a {value.GetType()}.");
            }
        }

        return copy;
    }

    private SortedDictionary<string, Entity> Rows(string table, string partition)
    {
        if (!_partitions.TryGetValue((table, partition), out var rows))
        {
            rows = new(StringComparer.Ordinal);
            _partitions.Add((table, partition), rows);
        }

        return rows;
    }
}
