using System.Buffers;

namespace InfoShare.Storage;

/// <summary>
/// Checks what is asked of <see cref="ITables"/> against <see cref="StorageLimits"/>, for every adapter alike.
/// All throw <see cref="StorageLimitException"/>.
/// </summary>
public static class TableCheck
{
    private const string LettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> OfTables = SearchValues.Create(LettersAndDigits);

    private static readonly SearchValues<char> OfNames = SearchValues.Create(LettersAndDigits + "_");

    /// <summary>A point read.</summary>
    public static void Get(string table, string partition, string row)
    {
        Partition(table, partition);
        KeyCheck.Key("The row key", row);
    }

    /// <summary>A page of a range.</summary>
    public static void Query(string table, string partition, string? from, string? to, int take)
    {
        Partition(table, partition);
        KeyCheck.Key("The first row key", from ?? "");
        KeyCheck.Key("The last row key", to ?? "");
        StorageLimitException.ThrowIf(take is < 1 or > StorageLimits.MaxPage, "A page", "has 1 to 1,000 rows");
    }

    /// <summary>A commit: its names, its number of operations, each row once, each row's size and the whole's as encoded.</summary>
    public static void Commit(string table, string partition, IReadOnlyList<TableWrite> writes)
    {
        Partition(table, partition);
        StorageLimitException.ThrowIf(writes.Count is < 1 or > StorageLimits.MaxOperations, "A commit", "has 1 to 100 operations");
        var rows = writes.Count == 1 ? null : new HashSet<string>(writes.Count, StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var write in writes)
        {
            StorageLimitException.ThrowIf(rows is not null && !rows.Add(write.Row), "A commit", "has each row once");
            KeyCheck.Key("The row key", write.Row);
            if (write.Written is { } properties)
            {
                Row(partition, write.Row, properties);
            }

            bytes += CommitSize.Of(partition, write);
        }

        StorageLimitException.ThrowIf(bytes > StorageLimits.MaxCommitBytes, "A commit", "has at most 4 MiB as encoded");
    }

    /// <summary>A row as it would be stored; adapters that merge ask again for the merged row.</summary>
    public static void Row(string partition, string row, Properties properties)
    {
        StorageLimitException.ThrowIf(properties.Count > StorageLimits.MaxProperties, "A row", "has at most 252 properties");
        var bytes = 4L + (2 * (partition.Length + row.Length));
        foreach (var (name, value) in properties)
        {
            PropertyName(name);
            var size = CommitSize.OfStored(value);
            StorageLimitException.ThrowIf(size > StorageLimits.MaxPropertyBytes, name, "is larger than 64 KiB");
            if (value is string text)
            {
                KeyCheck.Text(name, text);
            }

            bytes += 12 + (2 * name.Length) + size;
        }

        StorageLimitException.ThrowIf(bytes > StorageLimits.MaxEntityBytes, "A row", "has at most 1 MiB");
    }

    private static void Partition(string table, string partition)
    {
        var sound = table.Length is >= 3 and <= 63 && char.IsAsciiLetter(table[0]) && !table.AsSpan().ContainsAnyExcept(OfTables);
        StorageLimitException.ThrowIf(!sound, "The table's name", "is not 3 to 63 ASCII letters and digits, a letter first");
        KeyCheck.Key("The partition key", partition);
    }

    private static void PropertyName(string name)
    {
        var sound = name.Length is >= 1 and <= 255 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(OfNames);
        StorageLimitException.ThrowIf(!sound, "A property's name", "is not an ASCII identifier of at most 255 characters");
        StorageLimitException.ThrowIf(name is "PartitionKey" or "RowKey" or "Timestamp", name, "is the Table service's own");
    }
}
