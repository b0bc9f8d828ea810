namespace InfoShare.Merchants;

/// <summary>The 128 bits of each record's id, and from them its ordinal. One writer, many readers without locks.</summary>
internal sealed class IdTable
{
    private readonly Column<UInt128> _bits = new();

    /// <summary>Ordinal plus one, or 0; open addressing by the id's own bits, which are those of a keyed hash.</summary>
    private int[] _slots = new int[64];

    public int Count => _bits.Count;

    public long SizeInBytes => _bits.SizeInBytes + ((long)_slots.Length * sizeof(int));

    public UInt128 this[int ordinal] => _bits[ordinal];

    /// <summary>The ordinal of the id with these bits, or −1.</summary>
    public int Find(UInt128 bits)
    {
        var slots = Volatile.Read(ref _slots);
        for (var at = (int)(ulong)bits & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            var ordinal = Volatile.Read(ref slots[at]) - 1;
            if (ordinal < 0 || _bits[ordinal] == bits)
            {
                return ordinal;
            }
        }
    }

    /// <summary>Takes the id in; readers find it only after <see cref="Publish"/>.</summary>
    public int Add(UInt128 bits) => _bits.Add(bits);

    public void Publish(int ordinal)
    {
        if (4L * (ordinal + 1) > 3L * _slots.Length)
        {
            var slots = new int[2 * _slots.Length];
            for (var each = 0; each <= ordinal; each++)
            {
                Place(slots, each);
            }

            Volatile.Write(ref _slots, slots);
        }
        else
        {
            Place(_slots, ordinal);
        }
    }

    private void Place(int[] slots, int ordinal)
    {
        var at = (int)(ulong)_bits[ordinal] & (slots.Length - 1);
        while (slots[at] != 0)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        Volatile.Write(ref slots[at], ordinal + 1);
    }
}
