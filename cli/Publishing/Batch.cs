using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace InfoShare.Cli.Publishing;

/// <summary>What goes up as one submission: whole rows, compressed, and which row of the file each of its lines is.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Complete disposes of what holds more than memory.")]
public sealed class Batch
{
    private readonly MemoryStream _content = new();
    private readonly GZipStream _gzip;
    private readonly List<long> _rows = [];

    /// <param name="header">A CSV's header, which every batch repeats; null for NDJSON.</param>
    public Batch(ReadOnlyMemory<byte>? header)
    {
        _gzip = new(_content, CompressionLevel.Fastest, leaveOpen: true);
        if (header is { } bytes)
        {
            Add(new(1, bytes));
            Records = 0;
        }
    }

    /// <summary>Rows but for the header.</summary>
    public int Records { get; private set; }

    /// <summary>Bytes before compression.</summary>
    public long Length { get; private set; }

    public void Add(InputRow row)
    {
        _rows.Add(row.Number);
        _gzip.Write(row.Bytes.Span);
        _gzip.WriteByte((byte)'\n');
        Length += row.Bytes.Length + 1;
        Records++;
    }

    /// <summary>The compressed content; nothing can be added any more.</summary>
    public byte[] Complete()
    {
        _gzip.Dispose();
        return _content.ToArray();
    }

    /// <summary>The file's row of a line of this submission.</summary>
    public long RowOf(long line) => line >= 1 && line <= _rows.Count ? _rows[(int)line - 1] : line;
}
