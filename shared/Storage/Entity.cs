namespace InfoShare.Storage;

/// <summary>One row of a table as read: its keys, its ETag and its properties.</summary>
/// <param name="Partition">Partition key.</param>
/// <param name="Row">Row key, unique within the partition.</param>
/// <param name="ETag">Opaque; changes with every write; sent back byte for byte.</param>
/// <param name="Properties">What the row holds.</param>
public sealed record Entity(string Partition, string Row, string ETag, Properties Properties);
