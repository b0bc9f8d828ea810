using System.Buffers;
using System.Runtime.InteropServices;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// The files behind blobs: each written once under a unique name and never changed. Which of them are blobs is for the database to say;
/// a file that it does not name is an orphan of a crash.
/// </summary>
internal sealed class BlobFiles
{
    private readonly string _directory;

    public BlobFiles(string directory)
    {
        _directory = directory;
        OwnFolder.Make(directory);
    }

    public static string NewName() => Guid.NewGuid().ToString("N");

    /// <summary>Writes all of <paramref name="content"/> and syncs it, the directory's entry included; answers its length.</summary>
    public async Task<long> WriteAsync(string file, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var output = Create(file);
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await Stored(() => output.WriteAsync(buffer.AsMemory(0, read), cancellationToken));
            }

            await Stored(() => SyncAsync(output));
            return output.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The file, or null if it has been removed; who has it open keeps its content.</summary>
    public FileStream? Open(string file)
    {
        try
        {
            return new(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a file that is no blob any more. If that fails, the next start sweeps it.</summary>
    public void Remove(string file)
    {
        try
        {
            File.Delete(PathOf(file));
        }
        catch (IOException)
        {
            // An orphan costs room, never truth.
        }
    }

    /// <summary>Removes every file that is not one of the blobs'.</summary>
    public void Sweep(IReadOnlySet<string> blobs)
    {
        foreach (var path in Directory.EnumerateFiles(_directory))
        {
            var file = Path.GetFileName(path);
            if (!blobs.Contains(file))
            {
                Remove(file);
            }
        }
    }

    private static async ValueTask Stored(Func<ValueTask> write)
    {
        try
        {
            await write();
        }
        catch (IOException fault)
        {
            throw new StorageUnavailableException("The blob's file could not be written.", fault);
        }
    }

    private FileStream Create(string file)
    {
        try
        {
            return new(PathOf(file), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        }
        catch (IOException fault)
        {
            throw new StorageUnavailableException("The blob's file could not be made.", fault);
        }
    }

    /// <summary>Syncing blocks for milliseconds, so it is done beside the caller.</summary>
    private async ValueTask SyncAsync(FileStream output) => await Task.Run(() =>
    {
        output.Flush(flushToDisk: true);
        SyncDirectory();
    });

    /// <summary>Without this a crash may lose the name of a file whose content is safe. Windows keeps names in its own log.</summary>
    private void SyncDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Posix.Open(_directory, 0);
        if (descriptor < 0)
        {
            throw new IOException("The blobs' directory cannot be opened.");
        }

        var synced = Posix.Fsync(descriptor);
        _ = Posix.Close(descriptor);
        if (synced != 0)
        {
            throw new IOException("The blobs' directory cannot be synced.");
        }
    }

    private string PathOf(string file) => Path.Combine(_directory, file);

    /// <summary>.NET opens no directories.</summary>
    private static class Posix
    {
        public static int Open(string path, int flags) => OpenNative([.. System.Text.Encoding.UTF8.GetBytes(path), 0], flags);

        [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int OpenNative(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
