using System.Text;
using InfoShare.Submissions;

namespace InfoShare.Cli.Publishing;

/// <summary>
/// An input as a file that can be read as often as needed. The standard input, gzip data and what is in another encoding than UTF-8 become a
/// temporary file.
/// </summary>
internal sealed class PlainFile : IDisposable
{
    /// <summary>One's own file is one's own to unpack; the hub has bounds of its own.</summary>
    private static readonly SubmissionOptions Unbounded = new() { MaxExpandedBytes = long.MaxValue, MaxExpansionRatio = int.MaxValue };

    private readonly bool _isTemporary;

    private PlainFile(string path, bool isTemporary)
    {
        (Path, _isTemporary) = (path, isTemporary);
    }

    public string Path { get; }

    /// <summary>For the user, who knows nothing of a temporary file.</summary>
    private string Name => _isTemporary ? "The input" : $"The file '{Path}'";

    /// <param name="name">A path, or <c>-</c> for the standard input.</param>
    /// <exception cref="UsageException">It cannot be read or unpacked.</exception>
    public static async Task<PlainFile> OpenAsync(string name, Terminal terminal, CancellationToken cancellation)
    {
        var file = name == "-" ? await KeepAsync(kept => terminal.Input.CopyToAsync(kept, cancellation)) : new(name, isTemporary: false);
        return await file.ThenAsync(async () => await file.IsGzipAsync(cancellation) ? await KeepAsync(kept => file.UnpackAsync(kept, cancellation)) : file);
    }

    /// <summary>Reads gzip data to its end, so that what is cut off or damaged is known before anything is made of its beginning.</summary>
    /// <exception cref="UsageException">It cannot be read or unpacked.</exception>
    public static async Task RequireWholeAsync(string path, CancellationToken cancellation)
    {
        InputFile.Require(path);
        using var file = new PlainFile(path, isTemporary: false);
        if (await file.IsGzipAsync(cancellation))
        {
            await file.UnpackAsync(Stream.Null, cancellation);
        }
    }

    /// <summary>The first bytes, if there are as many.</summary>
    public async Task<byte[]> BeginAsync(int length, CancellationToken cancellation)
    {
        await using var stream = Open();
        var bytes = new byte[length];
        return bytes[..await stream.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellation)];
    }

    /// <summary>The file in UTF-8 without a byte order mark; this one is no longer needed then.</summary>
    public Task<PlainFile> InUtf8Async(TextEncoding from, CancellationToken cancellation) => ThenAsync(async () =>
    {
        await using var stream = Open();
        stream.Position = from.MarkLength;
        await using var utf8 = Encoding.CreateTranscodingStream(stream, from.Encoding!, Encoding.UTF8);
        return await KeepAsync(kept => utf8.CopyToAsync(kept, cancellation));
    });

    public void Dispose()
    {
        if (_isTemporary)
        {
            File.Delete(Path);
        }
    }

    private static async Task<PlainFile> KeepAsync(Func<Stream, Task> write)
    {
        var kept = new PlainFile(System.IO.Path.GetTempFileName(), isTemporary: true);
        try
        {
            await using var file = File.Create(kept.Path);
            await write(file);
            return kept;
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    private async Task<bool> IsGzipAsync(CancellationToken cancellation) => await BeginAsync(2, cancellation) is [0x1f, 0x8b];

    private async Task UnpackAsync(Stream to, CancellationToken cancellation)
    {
        try
        {
            await using var compressed = new MeteredStream(Open(), long.MaxValue);
            await using var plain = new ExpandedStream(compressed, Unbounded);
            await plain.CopyToAsync(to, cancellation);
        }
        catch (UnreadableInputException unreadable)
        {
            throw new UsageException($"{Name} cannot be unpacked. {unreadable.Message}");
        }
    }

    /// <summary>What is made of this file, which goes unless it is the same.</summary>
    private async Task<PlainFile> ThenAsync(Func<Task<PlainFile>> make)
    {
        PlainFile? made = null;
        try
        {
            return made = await make();
        }
        finally
        {
            if (made != this)
            {
                Dispose();
            }
        }
    }

    private FileStream Open()
    {
        try
        {
            return File.OpenRead(Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Name} cannot be read: {failure.Message}");
        }
    }
}
