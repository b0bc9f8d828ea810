using System.Buffers.Binary;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Snapshots;

/// <summary>
/// The beginning of a snapshot: <see cref="Bytes"/> bytes of a mark, the format's version, the length of the JSON that follows, and zeros. The
/// columns stand behind it, each at the beginning of a page, little-endian as in memory; the last 16 bytes are the checksum of all before
/// them and the mark once more.
/// </summary>
/// <param name="Index">The first index of the sequence that is not in it.</param>
/// <param name="Length">Bytes of the whole.</param>
public sealed record SnapshotHeader(string Epoch, long Index, DateTimeOffset BuiltAt, long Length, IReadOnlyList<SnapshotHeader.Part> Parts)
{
    /// <summary>Of the layout described here; parts have versions of their own.</summary>
    public const int Format = 1;

    /// <summary>Bytes of the header with its padding.</summary>
    public const int Bytes = 16 * 1024;

    /// <summary>Bytes behind the last column.</summary>
    public const int EndBytes = 16;

    /// <summary>"INFOSNAP", read as a little-endian number.</summary>
    internal const ulong Mark = 0x50414e534f464e49;

    private const int Fixed = 16;

    private const int Page = 4096;

    /// <summary>A part's columns.</summary>
    public sealed record Part(string Name, int Version, IReadOnlyList<Column> Columns);

    /// <summary>Where a column stands, in bytes from the beginning.</summary>
    public sealed record Column(string Name, long Offset, long Length);

    /// <summary>The header of what has been captured.</summary>
    internal static SnapshotHeader Of(SnapshotCapture capture, string epoch, DateTimeOffset now)
    {
        long end = Bytes;
        var parts = new List<Part>();
        foreach (var part in capture.Parts)
        {
            var columns = new List<Column>();
            foreach (var (name, column) in part.Columns)
            {
                columns.Add(new(name, end, column.Length));
                end = Padded(end + column.Length);
            }

            parts.Add(new(part.Name, part.Version, columns));
        }

        return new(epoch, capture.Index.Value, now, end + EndBytes, parts);
    }

    /// <summary>The next beginning of a page.</summary>
    internal static long Padded(long length) => (length + Page - 1) / Page * Page;

    internal byte[] Write()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.SnapshotHeader);
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Format);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), json.Length);
        json.CopyTo(bytes, Fixed);
        return bytes;
    }

    /// <summary>The format that the bytes say, or null if they are no snapshot.</summary>
    internal static int? FormatOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Bytes && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == Mark ? BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) : null;

    /// <summary>The header, of this format.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static SnapshotHeader Read(ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        if (length is < 0 or > Bytes - Fixed)
        {
            throw new InvalidDataException("Its header has an impossible length.");
        }

        try
        {
            return JsonSerializer.Deserialize(bytes.Slice(Fixed, length), StoredJson.Default.SnapshotHeader) is { Epoch: not null, Parts: not null } header
                ? header
                : throw new InvalidDataException("Its header is not complete.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("Its header cannot be read.", damaged);
        }
    }

    /// <summary>Whether it has these parts with these columns, and no others.</summary>
    internal bool IsOf(IReadOnlyList<ISnapshotPart> parts) => Parts.Select(Describe).SequenceEqual(
        parts.Select(part => Describe(new(part.Name, part.Version, [.. part.Columns.Select(column => new Column(column.Name, 0, 0))]))));

    private static string Describe(Part part) => $"{part.Name}/{part.Version}: {string.Join(' ', part.Columns.Select(column => column.Name))}";
}
