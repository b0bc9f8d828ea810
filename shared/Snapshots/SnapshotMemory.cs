using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace InfoShare.Snapshots;

/// <summary>
/// A snapshot's bytes outside the garbage collector's heap, for the index to use where they are. A blob that is a file of this machine is
/// mapped copy-on-write: a page takes memory once it is touched, and of its own once it is changed. Any other is read into memory.
/// </summary>
internal sealed class SnapshotMemory : IDisposable
{
    /// <summary>Frees the memory when nobody holds this any more.</summary>
    private readonly SafeHandle _handle;

    private SnapshotMemory(SafeHandle handle, nint address, long length) => (_handle, Address, Length) = (handle, address, length);

    public nint Address { get; }

    public long Length { get; }

    /// <summary>Whether a stream can be mapped. A mapped file cannot be removed under Windows, so nothing is mapped there.</summary>
    public static bool CanMap(Stream content) => content is FileStream && !OperatingSystem.IsWindows();

    /// <summary>The whole file; it may be closed, and removed, afterwards.</summary>
    public static SnapshotMemory Map(FileStream file)
    {
        using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: true);
        var handle = map.CreateViewAccessor(0, file.Length, MemoryMappedFileAccess.CopyOnWrite).SafeMemoryMappedViewHandle;
        return new(handle, handle.DangerousGetHandle(), file.Length);
    }

    /// <summary>Room for so many bytes.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The memory owns it.")]
    public static SnapshotMemory Allocate(long length)
    {
        var handle = new AllocatedHandle(length);
        return new(handle, handle.DangerousGetHandle(), length);
    }

    public void Dispose() => _handle.Dispose();

    private sealed class AllocatedHandle : SafeHandle
    {
        public AllocatedHandle(long length)
            : base(0, ownsHandle: true) => SetHandle(Marshal.AllocHGlobal((nint)length));

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Marshal.FreeHGlobal(handle);
            return true;
        }
    }
}
