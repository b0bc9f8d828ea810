namespace InfoShare.Merchants;

/// <summary>
/// From the hash of an identifier or a name's token to the records that carry it, last added first. Nothing is ever removed: a record that
/// no longer carries the key, or is listed twice, is for the reader to leave out. One writer, many readers without locks.
/// </summary>
internal sealed class Postings
{
    private const int End = -1;

    private readonly Column<ulong> _hashes = new();

    private readonly Column<int> _heads = new();

    private readonly Column<int> _counts = new();

    /// <summary>Upper half the next node, lower half the record.</summary>
    private readonly Column<long> _nodes = new();

    /// <summary>Number of the key plus one, or 0; open addressing.</summary>
    private int[] _slots = new int[64];

    public long SizeInBytes =>
        _hashes.SizeInBytes + _heads.SizeInBytes + _counts.SizeInBytes + _nodes.SizeInBytes + ((long)_slots.Length * sizeof(int));

    public int Nodes => _nodes.Count;

    public void Add(ulong hash, int record)
    {
        var key = Find(hash);
        if (key < 0)
        {
            key = AddKey(hash);
        }

        var node = _nodes.Add(((long)_heads[key] << 32) | (uint)record);
        _counts[key]++;
        Volatile.Write(ref _heads[key], node);
    }

    /// <summary>How many nodes the key has: an upper bound of its records.</summary>
    public int Count(ulong hash) => Find(hash) is >= 0 and var key ? _counts[key] : 0;

    public Walk Of(ulong hash) => new(_nodes, Find(hash) is >= 0 and var key ? Volatile.Read(ref _heads[key]) : End);

    private int Find(ulong hash)
    {
        var slots = Volatile.Read(ref _slots);
        for (var at = (int)hash & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            var key = Volatile.Read(ref slots[at]) - 1;
            if (key < 0 || _hashes[key] == hash)
            {
                return key;
            }
        }
    }

    private int AddKey(ulong hash)
    {
        _heads.Add(End);
        _counts.Add(0);
        var key = _hashes.Add(hash);
        if (4L * (key + 1) > 3L * _slots.Length)
        {
            Grow();
        }
        else
        {
            Place(_slots, key);
        }

        return key;
    }

    private void Grow()
    {
        var slots = new int[2 * _slots.Length];
        for (var key = 0; key < _hashes.Count; key++)
        {
            Place(slots, key);
        }

        Volatile.Write(ref _slots, slots);
    }

    private void Place(int[] slots, int key)
    {
        var at = (int)_hashes[key] & (slots.Length - 1);
        while (slots[at] != 0)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        Volatile.Write(ref slots[at], key + 1);
    }

    /// <summary>The records of one key.</summary>
    public struct Walk(Column<long> nodes, int node)
    {
        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (node == End)
            {
                return false;
            }

            var value = nodes[node];
            Current = (int)value;
            node = (int)(value >> 32);
            return true;
        }

        public readonly Walk GetEnumerator() => this;
    }
}
