using System.Buffers.Binary;
using System.Security.Cryptography;

namespace InfoShare.Sequencing;

/// <summary>
/// A segment's bytes: a mark of 8 bytes, the first index (8), the number of entries (4), each entry behind its length (4), all little-endian, and
/// the SHA-256 of everything before it.
/// </summary>
internal static class SegmentContent
{
    private const int HeadBytes = 20;

    private static ReadOnlySpan<byte> MarkAndFormat => "ISSEG\0\0\u0001"u8;

    public static byte[] Write(SequenceIndex first, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var bytes = new byte[HeadBytes + entries.Sum(entry => sizeof(int) + entry.Length) + SHA256.HashSizeInBytes];
        MarkAndFormat.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), first.Value);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), entries.Count);
        var at = HeadBytes;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), entry.Length);
            entry.Span.CopyTo(bytes.AsSpan(at + sizeof(int)));
            at += sizeof(int) + entry.Length;
        }

        SHA256.HashData(bytes.AsSpan(0, at), bytes.AsSpan(at));
        return bytes;
    }

    /// <summary>Null unless it is whole, and of just these indexes.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Read(ReadOnlyMemory<byte> bytes, SequenceIndex first, int rows)
    {
        var end = bytes.Length - SHA256.HashSizeInBytes;
        if (end < HeadBytes || !SHA256.HashData(bytes.Span[..end]).AsSpan().SequenceEqual(bytes.Span[end..])
            || !bytes.Span.StartsWith(MarkAndFormat)
            || BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[8..]) != first.Value
            || BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[16..]) != rows)
        {
            return null;
        }

        var entries = new ReadOnlyMemory<byte>[rows];
        var at = HeadBytes;
        for (var row = 0; row < rows; row++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[at..]);
            entries[row] = bytes.Slice(at + sizeof(int), length);
            at += sizeof(int) + length;
        }

        return entries;
    }
}
