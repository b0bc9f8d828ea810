using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InfoShare.Snapshots;

/// <summary>A column's bytes inside a snapshot's memory. Who goes on using them keeps <see cref="Memory"/>, and with it the bytes, alive.</summary>
internal readonly record struct SnapshotBytes(SnapshotMemory Memory, long Offset, long Length)
{
    public nint Address => Memory.Address + (nint)Offset;

    /// <summary>All of them; only for what is small.</summary>
    public Span<byte> Span => Values<byte>(Address, checked((int)Length));

    /// <summary>How many values of the type they are.</summary>
    /// <exception cref="InvalidDataException">They are not a whole number of them, or too many.</exception>
    public int CountOf<T>()
        where T : unmanaged
    {
        var (count, rest) = Math.DivRem(Length, Unsafe.SizeOf<T>());
        return rest == 0 && count <= int.MaxValue ? (int)count : throw new InvalidDataException($"A column of {Length} bytes does not hold values of {Unsafe.SizeOf<T>()} bytes.");
    }

    /// <summary>The value at an address inside a snapshot's memory.</summary>
    public static ref T At<T>(nint address)
        where T : unmanaged => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), address);

    /// <summary>Values at an address inside a snapshot's memory.</summary>
    public static Span<T> Values<T>(nint address, int count)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref At<T>(address), count);
}
