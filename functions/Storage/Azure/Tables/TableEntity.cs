using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Azure;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>One row as the Table service has it. Values are strings, 64-bit integers and binaries.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name that Azure.Data.Tables has for it.")]
public sealed class TableEntity(string partitionKey, string rowKey) : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> _values = [];

    public string PartitionKey { get; } = partitionKey;

    public string RowKey { get; } = rowKey;

    /// <summary>Of a row as read; opaque, sent back byte for byte.</summary>
    public ETag ETag { get; init; }

    public void Add(string name, object value) => _values.Add(new(name, value));

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
