using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A table's rows as the database file keeps them.</summary>
/// <remarks>
/// A record's current row and its versions' are written together, yet their keys, <c>c~{id}</c> and <c>v~{id}~{version}</c>, are far apart: each would
/// change a page of the index of its own, at a place as random as the id. In the file the head comes last, <c>{id}␁c</c> and
/// <c>{id}~{version}␁v</c> under the table's negated id, so that they are neighbours. U+0001 is below every character that a key may have: among keys of
/// one head the order stays as it was. What else the records' table has, the pending rows, passes (<see cref="RowSql.Passing"/>).
/// </remarks>
/// <param name="Id">The table's number in the file.</param>
/// <param name="HoldsRecords">Whether it is the records' table.</param>
internal readonly record struct StoredTable(long Id, bool HoldsRecords)
{
    /// <summary>Two characters each, in their order.</summary>
    private static readonly string[] Heads = [StorageNames.RecordRows.CurrentHead, StorageNames.RecordRows.VersionHead];

    public static StoredTable Of(string name, long id) => new(id, name == StorageNames.Tables.Records);

    /// <summary>Where a row is.</summary>
    public StoredPlace PlaceOf(string row) => !HoldsRecords ? new(RowSql.Lasting, Id, row)
        : HeadOf(row) is { } head ? new(RowSql.Lasting, -Id, string.Concat(row.AsSpan(head.Length), "\u0001", head.AsSpan(0, 1)))
        : new(RowSql.Passing, Id, row);

    /// <summary>The pieces of the file that make up a range of keys, in the keys' order.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive; null: no bound.</param>
    public IReadOnlyList<StoredRange> RangesOf(string from, string? to)
    {
        if (!HoldsRecords)
        {
            return [new(RowSql.Lasting, Id, from, to, null)];
        }

        var ranges = new List<StoredRange>(1);
        foreach (var head in Heads)
        {
            Add(ranges, from, Lower(to, head));
            var behind = Behind(head);
            if (IsBelow(head, to) && IsBelow(from, behind))
            {
                ranges.Add(new(RowSql.Lasting, -Id, WithoutHead(from, head) ?? "", to is null ? null : WithoutHead(to, head), head));
            }

            from = IsBelow(from, behind) ? behind : from;
        }

        Add(ranges, from, to);
        return ranges;
    }

    private static string? HeadOf(string row) => Array.Find(Heads, head => row.StartsWith(head, StringComparison.Ordinal));

    private static string? WithoutHead(string row, string head) => row.StartsWith(head, StringComparison.Ordinal) ? row[head.Length..] : null;

    /// <summary>The first key after all that have the head.</summary>
    private static string Behind(string head) => $"{head[..^1]}{(char)(head[^1] + 1)}";

    private static bool IsBelow(string key, string? bound) => bound is null || string.CompareOrdinal(key, bound) < 0;

    private static string Lower(string? bound, string other) => bound is not null && IsBelow(bound, other) ? bound : other;

    private void Add(List<StoredRange> ranges, string from, string? to)
    {
        if (IsBelow(from, to))
        {
            ranges.Add(new(RowSql.Passing, Id, from, to, null));
        }
    }
}
