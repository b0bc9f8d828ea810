using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A table's rows as the database file keeps them.</summary>
/// <remarks>
/// Of the records' table, current rows and versions are found by <see cref="RecordKey"/>; what else it has, the pending rows, passes
/// (<see cref="RowSql.Passing"/>). All other tables' rows have their keys as they are.
/// </remarks>
/// <param name="Id">The table's number in the file.</param>
/// <param name="HoldsRecords">Whether it is the records' table.</param>
internal readonly record struct StoredTable(long Id, bool HoldsRecords)
{
    /// <summary>Two characters each, in their order.</summary>
    private static readonly string[] Heads = [StorageNames.RecordRows.CurrentHead, StorageNames.RecordRows.VersionHead];

    public static StoredTable Of(string name, long id) => new(id, name == StorageNames.Tables.Records);

    /// <summary>Where a row is.</summary>
    public StoredPlace PlaceOf(string partition, string row)
    {
        if (!HoldsRecords)
        {
            return new(RowSql.Lasting, Id, partition, 0, row);
        }

        if (Array.Find(Heads, head => row.StartsWith(head, StringComparison.Ordinal)) is not { } head)
        {
            return new(RowSql.Passing, Id, partition, 0, row);
        }

        var key = RecordKey.Of(partition, head, row[head.Length..]);
        return new(RowSql.Recorded, key.Place, null, key.Tail, key.Row);
    }

    /// <summary>The pieces of the file that make up a range of keys, in the keys' order.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive; null: no bound.</param>
    public IReadOnlyList<StoredRange> RangesOf(string partition, string from, string? to)
    {
        if (!HoldsRecords)
        {
            return [new KeyedRange(KeyedRangeSql.Lasting, Id, partition, from, to)];
        }

        var ranges = new List<StoredRange>(1);
        foreach (var head in Heads)
        {
            AddPassing(ranges, partition, from, Lower(to, head));
            var behind = Behind(head);
            if (IsBelow(head, to) && IsBelow(from, behind))
            {
                ranges.Add(new RecordRange(head, partition, WithoutHead(from, head) ?? "", to is null ? null : WithoutHead(to, head)));
            }

            from = IsBelow(from, behind) ? behind : from;
        }

        AddPassing(ranges, partition, from, to);
        return ranges;
    }

    private static string? WithoutHead(string row, string head) => row.StartsWith(head, StringComparison.Ordinal) ? row[head.Length..] : null;

    /// <summary>The first key after all that have the head.</summary>
    private static string Behind(string head) => $"{head[..^1]}{(char)(head[^1] + 1)}";

    private static bool IsBelow(string key, string? bound) => bound is null || string.CompareOrdinal(key, bound) < 0;

    private static string Lower(string? bound, string other) => bound is not null && IsBelow(bound, other) ? bound : other;

    private void AddPassing(List<StoredRange> ranges, string partition, string from, string? to)
    {
        if (IsBelow(from, to))
        {
            ranges.Add(new KeyedRange(KeyedRangeSql.Passing, Id, partition, from, to));
        }
    }
}
