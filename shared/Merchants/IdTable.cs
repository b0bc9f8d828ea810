using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>The 128 bits of each record's id, and from them its ordinal. One writer, many readers without locks.</summary>
internal sealed class IdTable
{
    private readonly Column<UInt128> _bits = new();

    /// <summary>By the id's own bits, which are those of a keyed hash.</summary>
    private readonly Slots _slots = new();

    private readonly Func<int, int> _hashOf;

    public IdTable() => _hashOf = ordinal => (int)(ulong)_bits[ordinal];

    public int Count => _bits.Count;

    public long SizeInBytes => _bits.SizeInBytes + _slots.SizeInBytes;

    public UInt128 this[int ordinal] => _bits[ordinal];

    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns => [("ids", _bits), ("id-slots", _slots)];

    /// <summary>The ordinal of the id with these bits, or −1.</summary>
    public int Find(UInt128 bits)
    {
        var slots = _slots.Current;
        for (var at = slots.First((int)(ulong)bits); ; at = slots.Next(at))
        {
            var ordinal = slots[at];
            if (ordinal < 0 || _bits[ordinal] == bits)
            {
                return ordinal;
            }
        }
    }

    /// <summary>Takes the id in; readers find it only after <see cref="Publish"/>.</summary>
    public int Add(UInt128 bits) => _bits.Add(bits);

    public void Publish(int ordinal) => _slots.Place(ordinal, _hashOf);

    public void CheckLoaded() => _slots.SetLoaded(Count);
}
