using System.Text.Json;

namespace InfoShare.Datasets.Formats;

/// <summary>The properties of one entity, collected in any order and written sorted, each value once; used again and again.</summary>
internal sealed class FtmProperties
{
    private readonly List<(string Name, string Value)> _values = [];

    /// <summary>Adds a value, if there is one.</summary>
    public void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _values.Add((name, value));
        }
    }

    /// <summary>Writes what was added, and forgets it.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        _values.Sort(static (left, right) =>
            string.CompareOrdinal(left.Name, right.Name) is not 0 and var order ? order : string.CompareOrdinal(left.Value, right.Value));
        for (var at = 0; at < _values.Count; at++)
        {
            var (name, value) = _values[at];
            var isFirst = at == 0 || _values[at - 1].Name != name;
            if (isFirst)
            {
                writer.WriteStartArray(name);
            }

            if (isFirst || _values[at - 1].Value != value)
            {
                writer.WriteStringValue(value);
            }

            if (at == _values.Count - 1 || _values[at + 1].Name != name)
            {
                writer.WriteEndArray();
            }
        }

        _values.Clear();
    }
}
