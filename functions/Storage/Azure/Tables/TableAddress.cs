namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>Addresses and filters: quotes in keys are doubled, then all is percent-encoded.</summary>
public static class TableAddress
{
    internal static string OfRow(string root, string table, string partitionKey, string rowKey) =>
        $"{root}/{table}(PartitionKey='{Encode(partitionKey)}',RowKey='{Encode(rowKey)}')";

    /// <summary>The filter for rows of a partition with <paramref name="from"/> ≤ key &lt; <paramref name="to"/>; null: unbounded.</summary>
    public static string Range(string partitionKey, string? from, string? to) =>
        $"PartitionKey eq '{Quote(partitionKey)}'"
        + (string.IsNullOrEmpty(from) ? "" : $" and RowKey ge '{Quote(from)}'")
        + (to is null ? "" : $" and RowKey lt '{Quote(to)}'");

    private static string Encode(string key) => Uri.EscapeDataString(Quote(key));

    private static string Quote(string key) => key.Replace("'", "''", StringComparison.Ordinal);
}
