using System.Text;
using InfoShare.Submissions;

namespace InfoShare.Cli.Publishing;

/// <summary>
/// A file to publish, read row by row as often as needed. The standard input is kept in a temporary file for that; UTF-16, which cannot be
/// cut into rows by its bytes, becomes UTF-8 there, and gzip is unpacked.
/// </summary>
public sealed class InputFile : IDisposable
{
    private const int Block = 1 << 16;

    /// <summary>One's own file is one's own to unpack; the hub has bounds of its own.</summary>
    private static readonly SubmissionOptions Unbounded = new() { MaxExpandedBytes = long.MaxValue, MaxExpansionRatio = int.MaxValue };

    private readonly string _path;
    private readonly bool _isTemporary;

    private InputFile(string path, bool isTemporary, InputFormat format)
    {
        _path = path;
        _isTemporary = isTemporary;
        Format = format;
    }

    public InputFormat Format { get; }

    /// <param name="name">A path, or <c>-</c> for the standard input.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static async Task<InputFile> OpenAsync(string name, InputFormat format, Terminal terminal, CancellationToken cancellation)
    {
        if (name == "-")
        {
            return new(await KeepAsync(terminal.Input, format, cancellation), isTemporary: true, format);
        }

        Require(name);
        await using var file = Open(name);
        var mark = new byte[2];
        var isCoded = await file.ReadAtLeastAsync(mark, 2, throwOnEndOfStream: false, cancellation) == 2 && mark is [0xff, 0xfe] or [0xfe, 0xff] or [0x1f, 0x8b];
        file.Position = 0;
        return isCoded ? new(await KeepAsync(file, format, cancellation), isTemporary: true, format) : new(name, isTemporary: false, format);
    }

    /// <exception cref="UsageException">There is no such file.</exception>
    public static void Require(string name)
    {
        if (name != "-" && !File.Exists(name))
        {
            throw new UsageException($"There is no file '{name}'.");
        }
    }

    public IEnumerable<InputRow> Rows()
    {
        using var stream = File.OpenRead(_path);
        var row = new MemoryStream();
        var block = new byte[Block];
        var (number, quoted) = (0L, false);
        for (var length = stream.Read(block); length > 0; length = stream.Read(block))
        {
            var start = 0;
            for (var at = 0; at < length; at++)
            {
                quoted ^= block[at] == '"' && Format == InputFormat.Csv;
                if (block[at] == '\n' && !quoted)
                {
                    row.Write(block, start, at - start);
                    yield return Row(row, ++number);
                    start = at + 1;
                }
            }

            row.Write(block, start, length - start);
        }

        if (row.Length > 0)
        {
            yield return Row(row, ++number);
        }
    }

    public void Dispose()
    {
        if (_isTemporary)
        {
            File.Delete(_path);
        }
    }

    private static FileStream Open(string name)
    {
        try
        {
            return File.OpenRead(name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file '{name}' cannot be read: {failure.Message}");
        }
    }

    private static InputRow Row(MemoryStream row, long number)
    {
        var bytes = row.ToArray();
        row.SetLength(0);
        return new(number, bytes is [.. var line, (byte)'\r'] ? line : bytes);
    }

    private static async Task<string> KeepAsync(Stream input, InputFormat format, CancellationToken cancellation)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using var file = File.Create(path);
            var start = await BeginAsync(input, cancellation);
            if (start is not [0x1f, 0x8b])
            {
                await WriteAsync(start, input, file, format, cancellation);
                return path;
            }

            await using var whole = new ChainedStream(new MemoryStream(start), input);
            await using var compressed = new MeteredStream(whole, long.MaxValue);
            await using var plain = new ExpandedStream(compressed, Unbounded);
            await WriteAsync(await BeginAsync(plain, cancellation), plain, file, format, cancellation);
            return path;
        }
        catch (UnreadableInputException unreadable)
        {
            File.Delete(path);
            throw new UsageException($"The file cannot be unpacked. {unreadable.Message}");
        }
    }

    /// <summary>The first two bytes, if there are as many.</summary>
    private static async Task<byte[]> BeginAsync(Stream input, CancellationToken cancellation)
    {
        var start = new byte[2];
        return start[..await input.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation)];
    }

    private static async Task WriteAsync(byte[] start, Stream rest, FileStream file, InputFormat format, CancellationToken cancellation)
    {
        if (start is not ([0xff, 0xfe] or [0xfe, 0xff]))
        {
            await file.WriteAsync(start, cancellation);
            await rest.CopyToAsync(file, cancellation);
            return;
        }

        if (format == InputFormat.Csv)
        {
            // The mark goes before whatever encoding is stated for the file, which this no longer is.
            await file.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellation);
        }

        await using var utf8 = Encoding.CreateTranscodingStream(rest, start[0] == 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode, Encoding.UTF8, leaveOpen: true);
        await utf8.CopyToAsync(file, cancellation);
    }
}
