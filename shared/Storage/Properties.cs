using System.Diagnostics.CodeAnalysis;

namespace InfoShare.Storage;

/// <summary>
/// The named values of a row: strings, 64-bit integers and binaries, the three types that every adapter keeps exactly.
/// Names are C# identifiers. A property that is absent is not the same as an empty one; null is not stored.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The Table service's own word.")]
public sealed class Properties : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> _values = [];

    public int Count => _values.Count;

    public void Add(string name, string value) => Set(name, value);

    public void Add(string name, long value) => Set(name, value);

    public void Add(string name, ReadOnlyMemory<byte> value) => Set(name, value);

    public string? GetString(string name) => Find(name) as string;

    public long? GetInt64(string name) => Find(name) as long?;

    public ReadOnlyMemory<byte>? GetBinary(string name) => Find(name) as ReadOnlyMemory<byte>?;

    /// <summary>A copy of these properties in which those of <paramref name="changes"/> have replaced their namesakes.</summary>
    public Properties MergedWith(Properties changes)
    {
        var merged = new Properties();
        foreach (var (name, value) in _values)
        {
            merged._values.Add(new(name, changes.Find(name) ?? value));
        }

        foreach (var pair in changes._values.Where(pair => Find(pair.Key) is null))
        {
            merged._values.Add(pair);
        }

        return merged;
    }

    public List<KeyValuePair<string, object>>.Enumerator GetEnumerator() => _values.GetEnumerator();

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    private object? Find(string name)
    {
        foreach (var (candidate, value) in _values)
        {
            if (string.Equals(candidate, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    private void Set(string name, object value)
    {
        if (Find(name) is not null)
        {
            throw new ArgumentException($"The property {name} is there already.", nameof(name));
        }

        _values.Add(new(name, value));
    }
}
