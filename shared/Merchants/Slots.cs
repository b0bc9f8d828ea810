using System.Runtime.InteropServices;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// A hash table of numbers from 0 on, placed in that order and never removed, by open addressing in one flat array: a slot holds a number plus
/// one, or 0. What the numbers stand for, and when two are equal, is their owner's. One writer, many readers without locks.
/// </summary>
internal sealed class Slots : ISnapshotColumn
{
    private const int Fewest = 64;

    private volatile Table _table = new(new int[Fewest]);

    private int _count;

    /// <summary>Of one moment: whoever looks for a number asks it alone.</summary>
    public Table Current => _table;

    public long SizeInBytes => (long)_table.Length * sizeof(int);

    /// <summary>Places the next number.</summary>
    /// <param name="hashOf">The hash of a number up to this one.</param>
    public void Place(int number, Func<int, int> hashOf)
    {
        if (4L * (number + 1) > 3L * _table.Length)
        {
            var grown = new Table(new int[2 * _table.Length]);
            for (var each = 0; each <= number; each++)
            {
                grown.Place(each, hashOf(each));
            }

            _table = grown;
        }
        else
        {
            _table.Place(number, hashOf(number));
        }

        _count = number + 1;
    }

    /// <summary>
    /// Nothing is copied: numbers that come later are left out. Since each took a slot that was free, and was passed by none before it, what is
    /// left is the table as it was.
    /// </summary>
    public ColumnCapture Capture()
    {
        var (table, count) = (_table, _count);
        return new((long)table.Length * sizeof(int), (offset, bytes) => table.CopyTo((int)(offset / sizeof(int)), MemoryMarshal.Cast<byte, int>(bytes), count));
    }

    public void Load(SnapshotBytes bytes)
    {
        var length = bytes.CountOf<int>();
        _table = length >= Fewest && int.IsPow2(length) ? new(bytes, length) : throw new InvalidDataException($"A hash table of {length} slots is none.");
    }

    /// <summary>Says how many numbers a loaded table has.</summary>
    public void SetLoaded(int count) =>
        _count = 4L * count <= 3L * _table.Length ? count : throw new InvalidDataException($"{count} numbers are too many for {_table.Length} slots.");

    /// <summary>The slots, as an array or in a snapshot's memory.</summary>
    internal sealed class Table
    {
        private readonly int[]? _array;

        private readonly SnapshotBytes _bytes;

        private readonly nint _address;

        public Table(int[] array) => (_array, Length) = (array, array.Length);

        public Table(SnapshotBytes bytes, int length) => (_bytes, _address, Length) = (bytes, bytes.Address, length);

        /// <summary>A power of two.</summary>
        public int Length { get; }

        /// <summary>The slot where looking for a hash begins.</summary>
        public int First(int hash) => hash & (Length - 1);

        /// <summary>The slot to look at next.</summary>
        public int Next(int slot) => (slot + 1) & (Length - 1);

        /// <summary>The number in a slot, or −1.</summary>
        public int this[int slot] => Volatile.Read(ref At(slot)) - 1;

        internal void Place(int number, int hash)
        {
            var slot = First(hash);
            while (this[slot] >= 0)
            {
                slot = Next(slot);
            }

            Volatile.Write(ref At(slot), number + 1);
        }

        /// <summary>Slots from one on, those with numbers from <paramref name="count"/> on as free ones.</summary>
        internal void CopyTo(int first, Span<int> values, int count)
        {
            for (var at = 0; at < values.Length; at++)
            {
                var value = Volatile.Read(ref At(first + at));
                values[at] = value > count ? 0 : value;
            }
        }

        private ref int At(int slot) => ref _array is null ? ref SnapshotBytes.At<int>(_address + ((nint)slot * sizeof(int))) : ref _array[slot];
    }
}
