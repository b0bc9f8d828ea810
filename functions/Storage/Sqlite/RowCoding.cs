using System.Buffers.Binary;
using System.Text;
using InfoShare.Storage;

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

    /// <summary>Names are few and come again with every row.</summary>
    private static readonly string?[] Names = new string?[256];

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
        var at = 0;
        bytes[at++] = Format;
        foreach (var (name, value) in properties)
        {
            at += PutLength(bytes[at..], name.Length);
            at += Encoding.ASCII.GetBytes(name, bytes[at..]);
            at += PutValue(bytes[at..], value);
        }

        return at;
    }

    public static Properties Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [Format, ..])
        {
            throw new InvalidDataException("A stored row is not in a format that this version of the hub reads.");
        }

        var properties = new Properties();
        bytes = bytes[1..];
        while (!bytes.IsEmpty)
        {
            var name = Name(TakeRun(ref bytes));
            var type = bytes[0];
            bytes = bytes[1..];
            TakeValue(ref bytes, type, name, properties);
        }

        return properties;
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

    private static string Name(ReadOnlySpan<byte> bytes)
    {
        var hash = bytes.Length;
        foreach (var next in bytes)
        {
            hash = (hash * 31) + next;
        }

        ref var known = ref Names[hash & 0xff];
        var name = known;
        if (name is null || !Ascii.Equals(bytes, name))
        {
            name = Encoding.ASCII.GetString(bytes);
            known = name;
        }

        return name;
    }
}
