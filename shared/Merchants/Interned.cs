using System.Collections.Concurrent;

namespace InfoShare.Merchants;

/// <summary>Values that many records share, each kept once and named by a small number. One writer, many readers without locks.</summary>
internal sealed class Interned<T>
{
    /// <summary>About what a dictionary entry, its key and its value cost besides the key's characters.</summary>
    private const int EntryBytes = 150;

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private T[] _values = new T[16];

    private int _count;

    private long _characters;

    public long SizeInBytes => (long)_count * (EntryBytes + IntPtr.Size) + (2 * _characters);

    public T this[int number] => Volatile.Read(ref _values)[number];

    /// <summary>The number of the value with this key, made by <paramref name="value"/> when the key is new.</summary>
    public int Add(string key, Func<string, T> value)
    {
        if (_numbers.TryGetValue(key, out var known))
        {
            return known;
        }

        var number = _count++;
        if (number == _values.Length)
        {
            var grown = new T[2 * number];
            _values.CopyTo(grown, 0);
            Volatile.Write(ref _values, grown);
        }

        _values[number] = value(key);
        _characters += key.Length;
        _numbers[key] = number;
        return number;
    }

    public bool TryFind(string key, out int number) => _numbers.TryGetValue(key, out number);
}
