using System.Buffers.Binary;
using System.Text;
using InfoShare.Storage;
using InfoShare.Text;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// A row's properties as one binary: a format byte, then of each property the name (length, ASCII), a type byte and the value. Lengths are
/// varints (7 bits a byte, lowest first), texts UTF-8, integers 8 bytes little-endian.
/// </summary>
internal static class RowCoding
{
    private const byte Format = 1;
    private const byte TextType = 1;
    private const byte IntegerType = 2;
    private const byte BinaryType = 3;

    /// <summary>A row of so many bytes is below the limit however its properties are counted.</summary>
    private const int SurelyAllowed = StorageLimits.MaxEntityBytes / 4;

    /// <summary>Names are few and come again with every row.</summary>
    private static readonly RepeatedTexts Names = new(256);

    /// <summary>Bytes that <see cref="Encode"/> needs at most.</summary>
    public static int MaxLength(Properties properties)
    {
        var length = 1;
        foreach (var (name, value) in properties)
        {
            length += 11 + name.Length + value switch
            {
                string text => 3 * text.Length,
                ReadOnlyMemory<byte> binary => binary.Length,
                _ => sizeof(long),
            };
        }

        return length;
    }

    /// <summary>Writes the properties; answers how many bytes it took.</summary>
    public static int Encode(Properties properties, Span<byte> bytes)
    {
        bytes[0] = Format;
        return 1 + Put(bytes[1..], properties);
    }

    private static int Put(Span<byte> bytes, Properties properties)
    {
        var at = 0;
        foreach (var (name, value) in properties)
        {
            at += PutLength(bytes[at..], name.Length);
            at += Encoding.ASCII.GetBytes(name, bytes[at..]);
            at += PutValue(bytes[at..], value);
        }

        return at;
    }

    /// <param name="merged">What was merged into the row and is kept beside it; empty: nothing.</param>
    public static Properties Decode(ReadOnlySpan<byte> row, ReadOnlySpan<byte> merged) => merged.IsEmpty ? Decode(row) : Decode(row).MergedWith(Decode(merged));

    public static Properties Decode(ReadOnlySpan<byte> bytes)
    {
        bytes = AfterFormat(bytes);
        var properties = new Properties();
        while (!bytes.IsEmpty)
        {
            var name = Names.Of(TakeRun(ref bytes));
            var type = bytes[0];
            bytes = bytes[1..];
            TakeValue(ref bytes, type, name, properties);
        }

        return properties;
    }

    /// <summary>
    /// The encoded row with the named properties set. Where none of them was there, which is how the sequencer stamps a version, the
    /// row's bytes are kept as they are.
    /// </summary>
    /// <param name="check">Throws if the merged row breaks a limit.</param>
    public static ReadOnlyMemory<byte> Merge(ReadOnlySpan<byte> row, Properties changes, Action<Properties> check)
    {
        if (!CanAppend(row, changes))
        {
            var merged = Decode(row).MergedWith(changes);
            check(merged);
            var whole = new byte[MaxLength(merged)];
            return whole.AsMemory(0, Encode(merged, whole));
        }

        var longer = new byte[row.Length + MaxLength(changes)];
        row.CopyTo(longer);
        return longer.AsMemory(0, row.Length + Put(longer.AsSpan(row.Length), changes));
    }

    /// <summary>Whether none of the changes is in the row, and there is surely room for them.</summary>
    public static bool CanAppend(ReadOnlySpan<byte> row, Properties changes)
    {
        if (row.Length + MaxLength(changes) > SurelyAllowed)
        {
            return false;
        }

        var count = changes.Count;
        for (var rest = AfterFormat(row); !rest.IsEmpty; count++)
        {
            var name = Names.Of(TakeRun(ref rest));
            foreach (var (changed, _) in changes)
            {
                if (changed == name)
                {
                    return false;
                }
            }

            var type = rest[0];
            rest = rest[1..];
            if (type == IntegerType)
            {
                rest = rest[sizeof(long)..];
            }
            else
            {
                TakeRun(ref rest);
            }
        }

        return count <= StorageLimits.MaxProperties;
    }

    private static int PutValue(Span<byte> bytes, object value)
    {
        switch (value)
        {
            case string text:
                bytes[0] = TextType;
                var start = 1 + PutLength(bytes[1..], Encoding.UTF8.GetByteCount(text));
                return start + Encoding.UTF8.GetBytes(text, bytes[start..]);
            case ReadOnlyMemory<byte> binary:
                bytes[0] = BinaryType;
                var from = 1 + PutLength(bytes[1..], binary.Length);
                binary.Span.CopyTo(bytes[from..]);
                return from + binary.Length;
            default:
                bytes[0] = IntegerType;
                BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], (long)value);
                return 1 + sizeof(long);
        }
    }

    private static void TakeValue(ref ReadOnlySpan<byte> bytes, byte type, string name, Properties properties)
    {
        switch (type)
        {
            case TextType:
                properties.Add(name, Encoding.UTF8.GetString(TakeRun(ref bytes)));
                break;
            case BinaryType:
                properties.Add(name, (ReadOnlyMemory<byte>)TakeRun(ref bytes).ToArray());
                break;
            case IntegerType:
                properties.Add(name, BinaryPrimitives.ReadInt64LittleEndian(bytes));
                bytes = bytes[sizeof(long)..];
                break;
            default:
                throw new InvalidDataException($"A stored row holds a property of the unknown type {type}.");
        }
    }

    private static ReadOnlySpan<byte> AfterFormat(ReadOnlySpan<byte> row) => row is [Format, ..]
        ? row[1..]
        : throw new InvalidDataException("A stored row is not in a format that this version of the hub reads.");

    private static int PutLength(Span<byte> bytes, int length)
    {
        var at = 0;
        for (var rest = (uint)length; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                bytes[at++] = (byte)rest;
                return at;
            }

            bytes[at++] = (byte)(rest | 0x80);
        }
    }

    private static ReadOnlySpan<byte> TakeRun(ref ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        var at = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            length |= (next & 0x7f) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        var run = bytes.Slice(at, length);
        bytes = bytes[(at + length)..];
        return run;
    }
}
