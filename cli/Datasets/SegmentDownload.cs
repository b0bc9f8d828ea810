using System.IO.Compression;
using System.Security.Cryptography;
using InfoShare.Cli.Hub;
using InfoShare.Datasets;

namespace InfoShare.Cli.Datasets;

/// <summary>Brings the file of one segment to a version: whole, or by the deltas since the version that is there.</summary>
public sealed class SegmentDownload(HubClient hub, string path, DatasetName dataset, DatasetFormat format, TextWriter error, Action<string, long, long> onProgress)
{
    /// <summary>Versions to go back at most, before the whole is the shorter way.</summary>
    private const int MaxSteps = 100;

    private readonly FileDownload _download = new(hub, error);

    /// <summary>Downloads the whole.</summary>
    /// <param name="isCompressed">Keep it as it comes.</param>
    public async Task<RemoteFile> GetWholeAsync(RemoteVersion version, string segment, string target, bool isCompressed, CancellationToken cancellation)
    {
        var file = version.Find(segment, format, isDelta: false) ?? throw new HubRefusedException($"The version {version.Id} has no such file for '{segment}'.");
        var part = await GetAsync(file, target, cancellation);
        if (isCompressed)
        {
            File.Move(part, target, overwrite: true);
            return file;
        }

        await using (var compressed = File.OpenRead(part))
        {
            await using var content = new GZipStream(compressed, CompressionMode.Decompress);
            await ReplaceAsync(target, file, write => CopyAsync(content, write, cancellation), cancellation);
        }

        File.Delete(part);
        return file;
    }

    /// <summary>Applies the deltas since a version to the file that is there; null if that is not possible, and the whole is to be downloaded.</summary>
    public async Task<RemoteFile?> UpdateAsync(RemoteVersion version, string since, string segment, string target, CancellationToken cancellation)
    {
        var whole = version.Find(segment, format, isDelta: false);
        if (whole is null || !File.Exists(target))
        {
            return null;
        }

        if (await FileDownload.HashAsync(target, cancellation) == whole.ContentSha256)
        {
            return whole;
        }

        if (await StepsAsync(version, since, segment, cancellation) is not { Count: > 0 } steps)
        {
            return null;
        }

        foreach (var (delta, file) in steps)
        {
            if (!await ApplyAsync(delta, file, target, cancellation))
            {
                return null;
            }
        }

        return whole;
    }

    /// <summary>The deltas on the way from a version to another, each with the file that it makes; null if one is missing.</summary>
    private async Task<List<(RemoteFile Delta, RemoteFile File)>?> StepsAsync(RemoteVersion version, string since, string segment, CancellationToken cancellation)
    {
        var steps = new List<(RemoteFile, RemoteFile)>();
        for (var at = version; at.Id != since;)
        {
            if (steps.Count == MaxSteps || at.Previous is not { } previous
                || at.Find(segment, format, isDelta: true) is not { } delta || at.Find(segment, format, isDelta: false) is not { } file)
            {
                return null;
            }

            steps.Insert(0, (delta, file));
            if (previous == since)
            {
                break;
            }

            if (await RemoteVersion.TryGetAsync(hub, path, dataset, previous, cancellation) is not { } next)
            {
                return null;
            }

            at = next;
        }

        return steps;
    }

    /// <summary>False: the file that is there is not what the delta starts from.</summary>
    private async Task<bool> ApplyAsync(RemoteFile delta, RemoteFile file, string target, CancellationToken cancellation)
    {
        var part = await GetAsync(delta, target, cancellation);
        var framing = EntryFraming.Of(format);
        try
        {
            await using var previous = new EntryReader(File.OpenRead(target), framing);
            await using var changes = new EntryReader(new GZipStream(File.OpenRead(part), CompressionMode.Decompress), framing, isDelta: true);
            await ReplaceAsync(target, file, write => Delta.ApplyAsync(previous, changes, framing, write, cancellation), cancellation);
            return true;
        }
        catch (Exception mismatch) when (mismatch is InvalidDataException or HubRefusedException)
        {
            await error.WriteLineAsync($"{Path.GetFileName(target)} is not the version that it was said to be; it is downloaded whole.");
            return false;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private Task<string> GetAsync(RemoteFile file, string target, CancellationToken cancellation) =>
        _download.GetAsync(file, target, done => onProgress(file.Name, done, file.Size), cancellation);

    /// <summary>Writes beside the file and puts the new one in its place only when its checksum is right.</summary>
    private static async Task ReplaceAsync(string target, RemoteFile file, Func<Func<ReadOnlyMemory<byte>, ValueTask>, Task> content, CancellationToken cancellation)
    {
        var fresh = $"{target}.new";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var output = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024))
        {
            await content(async bytes =>
            {
                hash.AppendData(bytes.Span);
                await output.WriteAsync(bytes, cancellation);
            });
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != file.ContentSha256)
        {
            File.Delete(fresh);
            throw new HubRefusedException($"The content of {file.Name} has not the checksum that its manifest says; the file that was there is kept.");
        }

        File.Move(fresh, target, overwrite: true);
    }

    private static async Task CopyAsync(Stream content, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken cancellation)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            await write(buffer.AsMemory(0, read));
        }
    }
}
