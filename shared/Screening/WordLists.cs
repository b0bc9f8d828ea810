using System.Numerics;
using InfoShare.Merchants;
using InfoShare.Snapshots;

namespace InfoShare.Screening;

/// <summary>
/// Lists of names by word, appended to and read chunk by chunk, the newest first, in chunks that double: a list of one takes one cell, a long one is read in
/// order of memory. One writer, many readers without locks: a list's place and length are published in one write.
/// </summary>
internal sealed class WordLists
{
    private const int FullChunk = 10;

    /// <summary>Of each list: upper half the place of its last chunk, lower half its length.</summary>
    private readonly Column<long> _lists = new();

    /// <summary>Chunks: the place of the one before, but for the first, then names.</summary>
    private readonly Column<int> _cells = new();

    public long SizeInBytes => _lists.SizeInBytes + _cells.SizeInBytes;

    public int Count => _lists.Count;

    /// <summary>Cells are captured by their number alone: what comes into one later is beyond its list's length of then, and is written again.</summary>
    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns => [("lists", new ChangingColumn<long>(_lists)), ("cells", _cells)];

    public int AddList() => _lists.Add(0);

    public int Length(int list) => (int)(uint)Volatile.Read(ref _lists[list]);

    public void Add(int list, int name)
    {
        var (chunk, length) = Split(_lists[list]);
        var (power, at) = Place(length);
        if (at == 0)
        {
            chunk = AddChunk(power, chunk);
        }

        _cells[chunk + at + (power > 0 ? 1 : 0)] = name;
        Volatile.Write(ref _lists[list], ((long)chunk << 32) | (uint)(length + 1));
    }

    /// <summary>The last name that the list has; −1 for none.</summary>
    public int Last(int list)
    {
        var (chunk, length) = Split(_lists[list]);
        if (length == 0)
        {
            return -1;
        }

        var (power, at) = Place(length - 1);
        return _cells[chunk + at + (power > 0 ? 1 : 0)];
    }

    public Walk Of(int list) => new(_cells, Volatile.Read(ref _lists[list]));

    private int AddChunk(int power, int before)
    {
        var place = _cells.Count;
        if (power > 0)
        {
            _cells.Add(before);
        }

        for (var left = 1 << power; left > 0; left--)
        {
            _cells.Add(0);
        }

        return place;
    }

    private static (int Chunk, int Length) Split(long list) => ((int)(list >> 32), (int)(uint)list);

    /// <summary>The power of two that is the size of the chunk which holds this place of a list, and where in it.</summary>
    private static (int Power, int At) Place(int index)
    {
        const int Doubling = (1 << FullChunk) - 1;
        if (index < Doubling)
        {
            var power = BitOperations.Log2((uint)index + 1);
            return (power, index + 1 - (1 << power));
        }

        return (FullChunk, (index - Doubling) & Doubling);
    }

    /// <summary>The names of one list, in pieces of memory.</summary>
    public ref struct Walk(Column<int> cells, long list)
    {
        private int _chunk = (int)(list >> 32);

        private int _left = (int)(uint)list;

        /// <summary>Of the present chunk: where its names begin, and how many of them are still to come.</summary>
        private int _at;

        private int _inChunk;

        private int _power = -1;

        public ReadOnlySpan<int> Current { get; private set; }

        public bool MoveNext()
        {
            if (_inChunk == 0 && !Enter())
            {
                return false;
            }

            Current = cells.Piece(_at, _inChunk);
            _at += Current.Length;
            _inChunk -= Current.Length;
            _left -= Current.Length;
            return true;
        }

        public readonly Walk GetEnumerator() => this;

        /// <summary>Goes to the chunk before, at first to the last one.</summary>
        private bool Enter()
        {
            if (_left == 0)
            {
                return false;
            }

            _chunk = _power < 0 ? _chunk : cells[_chunk];
            (_power, var last) = Place(_left - 1);
            (_at, _inChunk) = (_chunk + (_power > 0 ? 1 : 0), last + 1);
            return true;
        }
    }
}
