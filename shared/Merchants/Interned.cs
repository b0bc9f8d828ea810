using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// Values that many records share, each kept once and named by a small number. One writer, many readers without locks. They are few: a
/// snapshot has them as texts, and loading makes them anew.
/// </summary>
internal sealed class Interned<T>
{
    /// <summary>About what a dictionary entry, its key and its value cost besides the key's characters.</summary>
    private const int EntryBytes = 150;

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private readonly Func<string, T> _valueOf;

    private Entry[] _entries = new Entry[16];

    private int _count;

    private long _characters;

    /// <param name="valueOf">Makes a value from its key, when it is loaded.</param>
    public Interned(Func<string, T> valueOf)
    {
        _valueOf = valueOf;
        Column = new SmallColumn(Save, Load);
    }

    public ISnapshotColumn Column { get; }

    public long SizeInBytes => (long)_count * (EntryBytes + IntPtr.Size) + (2 * _characters);

    public T this[int number] => Volatile.Read(ref _entries)[number].Value;

    public int Add(string key) => _numbers.TryGetValue(key, out var known) ? known : Append(key, _valueOf(key));

    /// <summary>The number of the value with this key.</summary>
    public int Add(string key, T value) => _numbers.TryGetValue(key, out var known) ? known : Append(key, value);

    public bool TryFind(string key, out int number) => _numbers.TryGetValue(key, out number);

    private int Append(string key, T value)
    {
        var number = _count++;
        if (number == _entries.Length)
        {
            var grown = new Entry[2 * number];
            _entries.CopyTo(grown, 0);
            Volatile.Write(ref _entries, grown);
        }

        _entries[number] = new(key, value);
        _characters += key.Length;
        _numbers[key] = number;
        return number;
    }

    /// <summary>Each key as UTF-8 behind its length in 4 bytes.</summary>
    private byte[] Save()
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var entry in _entries.AsSpan(0, _count))
        {
            var text = Encoding.UTF8.GetBytes(entry.Key);
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            bytes.Write(length);
            bytes.Write(text);
        }

        return bytes.ToArray();
    }

    private void Load(byte[] bytes)
    {
        for (var rest = bytes.AsSpan(); !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            Add(Encoding.UTF8.GetString(rest.Slice(sizeof(int), length)));
            rest = rest[(sizeof(int) + length)..];
        }
    }

    private readonly record struct Entry(string Key, T Value);
}
