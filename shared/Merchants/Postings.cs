using System.Runtime.InteropServices;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// From the hash of an identifier to the records that carry it, last added first. Nothing is ever removed: a record that
/// no longer carries the key, or is listed twice, is for the reader to leave out. One writer, many readers without locks.
/// </summary>
internal sealed class Postings : ISnapshotPart
{
    private const int End = -1;

    private readonly Column<ulong> _hashes = new();

    /// <summary>Upper half how many nodes the key has, lower half the last of them: one write, so that the two agree.</summary>
    private readonly Column<long> _heads = new();

    /// <summary>Upper half the next node, lower half the record.</summary>
    private readonly Column<long> _nodes = new();

    /// <summary>The keys' numbers.</summary>
    private readonly Slots _slots = new();

    private readonly Func<int, int> _hashOf;

    public Postings() => _hashOf = key => (int)_hashes[key];

    public long SizeInBytes => _hashes.SizeInBytes + _heads.SizeInBytes + _nodes.SizeInBytes + _slots.SizeInBytes;

    public int Nodes => _nodes.Count;

    public string Name => "postings";

    /// <summary>To be raised too when <see cref="IndexKeys"/> or <see cref="IndexHash"/> become others.</summary>
    public int Version => 2;

    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns =>
        [("hashes", _hashes), ("heads", new EarlierHeads(this)), ("nodes", _nodes), ("slots", _slots)];

    public void Add(ulong hash, int record)
    {
        var key = Find(hash);
        if (key < 0)
        {
            key = AddKey(hash);
        }

        var head = _heads[key];
        var node = _nodes.Add((head << 32) | (uint)record);
        Volatile.Write(ref _heads[key], Head((int)(head >> 32) + 1, node));
    }

    /// <summary>How many nodes the key has: an upper bound of its records.</summary>
    public int Count(ulong hash) => Find(hash) is >= 0 and var key ? (int)(Volatile.Read(ref _heads[key]) >> 32) : 0;

    public Walk Of(ulong hash) => new(_nodes, Find(hash) is >= 0 and var key ? (int)Volatile.Read(ref _heads[key]) : End);

    public void CheckLoaded()
    {
        _slots.SetLoaded(_hashes.Count);
        if (_heads.Count != _hashes.Count)
        {
            throw new InvalidDataException($"{_hashes.Count} keys have {_heads.Count} heads.");
        }
    }

    private static long Head(int count, int node) => ((long)count << 32) | (uint)node;

    private int Find(ulong hash)
    {
        var slots = _slots.Current;
        for (var at = slots.First((int)hash); ; at = slots.Next(at))
        {
            var key = slots[at];
            if (key < 0 || _hashes[key] == hash)
            {
                return key;
            }
        }
    }

    private int AddKey(ulong hash)
    {
        _heads.Add(Head(0, End));
        var key = _hashes.Add(hash);
        _slots.Place(key, _hashOf);
        return key;
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

    /// <summary>The heads as of a capture, without a copy: nodes come in order, so a key's head then is its first node of then, from the present head on.</summary>
    private sealed class EarlierHeads(Postings postings) : ISnapshotColumn
    {
        public ColumnCapture Capture()
        {
            var nodes = postings._nodes.Count;
            return new(
                (long)postings._heads.Count * sizeof(long),
                (offset, bytes) => CopyTo((int)(offset / sizeof(long)), MemoryMarshal.Cast<byte, long>(bytes), nodes));
        }

        public void Load(SnapshotBytes bytes) => postings._heads.Load(bytes);

        private void CopyTo(int first, Span<long> heads, int nodes)
        {
            for (var at = 0; at < heads.Length; at++)
            {
                var head = Volatile.Read(ref postings._heads[first + at]);
                var (count, node) = ((int)(head >> 32), (int)head);
                for (; node >= nodes; count--)
                {
                    node = (int)(postings._nodes[node] >> 32);
                }

                heads[at] = Head(count, node);
            }
        }
    }
}
