using System.Runtime.CompilerServices;
using System.Text;
using InfoShare.Records;
using InfoShare.Submissions;
using InfoShare.Submissions.Csv;

namespace InfoShare.Cli.Publishing;

/// <summary>
/// A file to publish, read row by row as often as needed, by the hub's own reader: a row has the same number and the same cells here and there.
/// What is not UTF-8 becomes it before.
/// </summary>
public sealed class InputFile : IDisposable
{
    private const string Utf8 = "utf-8";

    /// <summary>What a hub takes, unless it is set otherwise.</summary>
    private static readonly int MaxRowBytes = new SubmissionOptions().MaxLineBytes;

    private readonly PlainFile _file;
    private readonly int _start;
    private readonly LineBoundary _boundary;

    private InputFile(PlainFile file, TextEncoding origin, TextEncoding encoding, CsvOpening? csv)
    {
        _file = file;
        _start = encoding.MarkLength;
        _boundary = csv?.Boundary ?? LineBoundary.LineFeed;
        Csv = csv is null ? null : new(csv);
        HasMark = origin.MarkLength > 0 || origin.Encoding is not null;
    }

    public InputFormat Format => Csv is null ? InputFormat.Ndjson : InputFormat.Csv;

    /// <summary>The rows' cells; null for NDJSON.</summary>
    public CsvRows? Csv { get; }

    /// <summary>Whether the user's file tells its encoding by a mark, or is not in UTF-8: a spreadsheet that reads what comes of it wants a mark then.</summary>
    public bool HasMark { get; }

    /// <summary>What goes before a CSV's header in whatever is cut from it: the line <c>sep=;</c>, if the file has one.</summary>
    public ReadOnlyMemory<byte> Preface { get; private init; }

    /// <param name="name">A path, or <c>-</c> for the standard input.</param>
    /// <param name="format">Null: a text that begins with a brace is NDJSON.</param>
    /// <param name="charset">Of a CSV, the encoding that it is said to be in, or null.</param>
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    public static async Task<InputFile> OpenAsync(string name, InputFormat? format, string? charset, Terminal terminal, CancellationToken cancellation)
    {
        Require(name);
        var file = await PlainFile.OpenAsync(name, terminal, cancellation);
        try
        {
            var sample = await file.BeginAsync(TextEncoding.SampleBytes, cancellation);
            var said = format ?? FormatOf(sample);
            var origin = TextEncoding.Detect(sample, said == InputFormat.Csv ? charset : Utf8);
            if (origin.Encoding is not null)
            {
                file = await file.InUtf8Async(origin, cancellation);
                sample = await file.BeginAsync(TextEncoding.SampleBytes, cancellation);
            }

            var plain = TextEncoding.Detect(sample, Utf8);
            var csv = said == InputFormat.Csv ? CsvOpening.Read(sample, Utf8) : null;
            return new(file, origin, csv?.Encoding ?? plain, csv) { Preface = csv is null ? default : sample.AsMemory(plain.MarkLength..csv.Encoding.MarkLength) };
        }
        catch (UnreadableInputException unreadable)
        {
            file.Dispose();
            throw new UsageException($"The file cannot be read. {unreadable.Message}");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="UsageException">There is no such file, or it is a folder.</exception>
    public static void Require(string name)
    {
        if (Directory.Exists(name))
        {
            throw new UsageException($"'{name}' is a folder, not a file.");
        }

        if (name != "-" && !File.Exists(name))
        {
            throw new UsageException($"There is no file '{name}'.");
        }
    }

    public async IAsyncEnumerable<InputRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(_file.Path);
        using var whole = File.OpenHandle(_file.Path);
        stream.Position = _start;
        await using var lines = new LineReader(stream, 0, 0, MaxRowBytes, _boundary);
        var start = (long)_start;
        while (await lines.ReadAsync(cancellation) is { } line)
        {
            var bytes = line.TooLong ? ReadWhole(whole, start, _start + line.End) : line.Bytes;
            yield return new(line.Number, Csv is { } csv && !line.TooLong ? WithoutLineFeed(csv, bytes) : bytes, IsBlank(line), !line.TooLong);
            start = _start + line.End;
        }
    }

    /// <summary>The reference that the row gives, as the hub reads it; null if it gives none.</summary>
    public string? ReferenceOf(InputRow row) =>
        !row.IsInOrder ? null : Csv is { } csv ? csv.ReferenceOf(row.Bytes.Span) : RecordReader.ReadName(row.Bytes).Reference;

    public void Dispose() => _file.Dispose();

    private static InputFormat FormatOf(byte[] sample)
    {
        var encoding = TextEncoding.Detect(sample, null);
        var text = (encoding.Encoding ?? Encoding.UTF8).GetString(sample.AsSpan(encoding.MarkLength)).AsSpan().TrimStart();
        return text.IsEmpty
            ? throw new UsageException("There is nothing in the input, and so it does not tell what it is: give --format.")
            : text[0] == '{' ? InputFormat.Ndjson : InputFormat.Csv;
    }

    private bool IsBlank(InputLine line) => !line.TooLong && (Csv?.IsBlank(line.Bytes.Span) ?? line.IsBlank);

    /// <summary>A line feed between rows that end with carriage returns is no end of a row; in what is sent it would be one, but for quotes.</summary>
    private ReadOnlyMemory<byte> WithoutLineFeed(CsvRows csv, ReadOnlyMemory<byte> row) =>
        _boundary.End == (byte)'\r' && row.Span.Contains((byte)'\n') ? csv.With(row.Span) : row;

    /// <summary>A row that is too long to be read as one, as it is in the file, without its end.</summary>
    private ReadOnlyMemory<byte> ReadWhole(Microsoft.Win32.SafeHandles.SafeFileHandle file, long start, long end)
    {
        var bytes = new byte[checked((int)(end - start))];
        var length = 0;
        for (int read; length < bytes.Length && (read = RandomAccess.Read(file, bytes.AsSpan(length), start + length)) > 0;)
        {
            length += read;
        }

        var row = bytes.AsMemory(0, length);
        row = row.Length > 0 && row.Span[^1] == _boundary.End ? row[..^1] : row;
        return _boundary.End == (byte)'\n' && row.Length > 0 && row.Span[^1] == (byte)'\r' ? row[..^1] : row;
    }
}
