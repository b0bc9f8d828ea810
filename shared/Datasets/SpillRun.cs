using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Values with their keys, one after another in a blob: what memory has no room for while a build works on it.</summary>
internal static class SpillRun
{
    private const int LengthBytes = 2 * sizeof(int);

    private const int ReadBytes = 64 * 1024;

    /// <summary>Stores a run under a name of the attempt's own.</summary>
    public static async Task WriteAsync(IBlobs blobs, string run, IEnumerable<(string Key, byte[] Value)> values, CancellationToken cancellationToken)
    {
        await using var content = new ChunkStream(Chunks(values));
        await blobs.WriteAsync(StorageNames.Containers.Datasets, run, content, new BlobCondition.CreateOnly(), cancellationToken);
    }

    /// <summary>The values in the order in which they were written.</summary>
    public static async IAsyncEnumerable<(string Key, byte[] Value)> ReadAsync(IBlobs blobs, string run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(StorageNames.Containers.Datasets, run, 0, null, cancellationToken)
            ?? throw new InvalidDataException($"The run {run} is gone.");
        var (buffer, from, to) = (new byte[ReadBytes], 0, 0);
        while (true)
        {
            if (TryRead(buffer.AsSpan(from, to - from), out var pair, out var length))
            {
                from += length;
                yield return pair;
                continue;
            }

            var rest = buffer.AsMemory(from, to - from);
            buffer = length > buffer.Length ? new byte[length] : buffer;
            rest.CopyTo(buffer);
            (from, to) = (0, rest.Length);
            if (await content.ReadAsync(buffer.AsMemory(to), cancellationToken) is not 0 and var read)
            {
                to += read;
            }
            else if (to == 0)
            {
                yield break;
            }
            else
            {
                throw new InvalidDataException($"The run {run} ends early.");
            }
        }
    }

    /// <summary>Removes runs of which nothing is needed any more.</summary>
    public static async ValueTask DeleteAsync(IBlobs blobs, IEnumerable<string> runs)
    {
        foreach (var run in runs)
        {
            try
            {
                await blobs.DeleteAsync(StorageNames.Containers.Datasets, run, CancellationToken.None);
            }
            catch (StorageUnavailableException)
            {
                // It costs room until the attempt is swept.
            }
        }
    }

    private static IEnumerable<byte[]> Chunks(IEnumerable<(string Key, byte[] Value)> values)
    {
        foreach (var (key, value) in values)
        {
            var head = new byte[LengthBytes + key.Length];
            BinaryPrimitives.WriteInt32LittleEndian(head, key.Length);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(sizeof(int)), value.Length);
            Encoding.ASCII.GetBytes(key, head.AsSpan(LengthBytes));
            yield return head;
            yield return value;
        }
    }

    /// <param name="length">What the first pair takes, as far as that can be told.</param>
    private static bool TryRead(ReadOnlySpan<byte> bytes, out (string Key, byte[] Value) pair, out int length)
    {
        (pair, length) = (("", []), LengthBytes);
        if (bytes.Length < LengthBytes)
        {
            return false;
        }

        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        length += keyLength + BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..]);
        if (bytes.Length < length)
        {
            return false;
        }

        pair = (Encoding.ASCII.GetString(bytes.Slice(LengthBytes, keyLength)), bytes[(LengthBytes + keyLength)..length].ToArray());
        return true;
    }
}
