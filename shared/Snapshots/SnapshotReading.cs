using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace InfoShare.Snapshots;

/// <summary>Reads a snapshot's content, all of it, before any of it is used.</summary>
internal static class SnapshotReading
{
    /// <summary>Small enough to be in the processor's cache when the checksum is taken.</summary>
    private const int ChunkBytes = 128 * 1024;

    /// <summary>The header's bytes, or fewer if there are no more.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadHeaderAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[SnapshotHeader.Bytes];
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes.AsMemory(0, read);
    }

    /// <summary>Brings the rest behind the header into memory and compares the checksum.</summary>
    /// <param name="content">Stands behind the header; as long, with it, as the header says.</param>
    /// <exception cref="InvalidDataException">It is shorter or longer than its header says, or damaged.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The image owns it; without one it is disposed.")]
    public static async Task<SnapshotImage> ReadAsync(
        Stream content, SnapshotHeader header, ReadOnlyMemory<byte> headerBytes, CancellationToken cancellationToken)
    {
        if (header.Length < SnapshotHeader.Bytes + SnapshotHeader.EndBytes || header.Length % SnapshotHeader.EndBytes != 0)
        {
            throw new InvalidDataException("Its header says an impossible length.");
        }

        // A file is read once for its checksum and mapped: what is only read through takes none of the process's memory.
        var memory = SnapshotMemory.CanMap(content) ? SnapshotMemory.Map((FileStream)content) : SnapshotMemory.Allocate(header.Length);
        try
        {
            await CheckAsync(content, header.Length, headerBytes, SnapshotMemory.CanMap(content) ? null : memory, cancellationToken);
            return new(header, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private static async Task CheckAsync(
        Stream content, long length, ReadOnlyMemory<byte> header, SnapshotMemory? into, CancellationToken cancellationToken)
    {
        var checksum = new SnapshotChecksum();
        var chunk = new byte[ChunkBytes];
        header.CopyTo(chunk);
        Take(header.Length, 0);
        long at = header.Length;
        for (var end = length - SnapshotHeader.EndBytes; at < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = (int)Math.Min(ChunkBytes, end - at);
            await ReadExactlyAsync(content, chunk.AsMemory(0, size), cancellationToken);
            Take(size, at);
            at += size;
        }

        await ReadExactlyAsync(content, chunk.AsMemory(0, SnapshotHeader.EndBytes), cancellationToken);
        if (BinaryPrimitives.ReadUInt64LittleEndian(chunk) != checksum.Value || BinaryPrimitives.ReadUInt64LittleEndian(chunk.AsSpan(8)) != SnapshotHeader.Mark)
        {
            throw new InvalidDataException("Its checksum is wrong.");
        }

        if (await content.ReadAsync(chunk, cancellationToken) > 0)
        {
            throw new InvalidDataException("It is longer than its header says.");
        }

        void Take(int size, long offset)
        {
            checksum.Add(chunk.AsSpan(0, size));
            if (into is not null)
            {
                chunk.AsSpan(0, size).CopyTo(SnapshotBytes.Values<byte>(into.Address + (nint)offset, size));
            }
        }
    }

    /// <summary>A file is read where it stands: handing thousands of reads to other threads would take longer than the reads.</summary>
    private static async Task ReadExactlyAsync(Stream content, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        var read = content is FileStream file
            ? file.ReadAtLeast(bytes.Span, bytes.Length, throwOnEndOfStream: false)
            : await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < bytes.Length)
        {
            throw new InvalidDataException("It ends too early.");
        }
    }
}
