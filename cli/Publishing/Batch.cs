using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using InfoShare.Cli.Hub;

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
            Add(1, bytes);
            Records = 0;
        }
    }

    /// <summary>Rows but for the header: as many outcomes are to come.</summary>
    public int Records { get; private set; }

    /// <summary>Bytes before compression.</summary>
    public long Length { get; private set; }

    /// <param name="row">The file's row.</param>
    /// <param name="line">What is sent for it.</param>
    public void Add(long row, ReadOnlyMemory<byte> line)
    {
        _rows.Add(row);
        _gzip.Write(line.Span);
        _gzip.WriteByte((byte)'\n');
        Length += line.Length + 1;
        Records++;
    }

    /// <summary>The compressed content; nothing can be added any more.</summary>
    public byte[] Complete()
    {
        _gzip.Dispose();
        return _content.ToArray();
    }

    /// <summary>The file's row of a line of this submission.</summary>
    /// <exception cref="HubRefusedException">No such line was sent.</exception>
    public long RowOf(long line) => line >= 1 && line <= _rows.Count
        ? _rows[(int)line - 1]
        : throw new HubRefusedException(OtherRows);

    /// <summary>Every line is to have one outcome.</summary>
    /// <exception cref="HubRefusedException">The hub did not go by the same lines.</exception>
    public void Check(long outcomes)
    {
        if (outcomes != Records)
        {
            throw new HubRefusedException(OtherRows);
        }
    }

    /// <summary>Outcomes are told by line numbers; where these mean something else to the hub, nothing more may be done by them.</summary>
    internal const string OtherRows =
        "The hub cuts the file into other rows than this tool, so that their outcomes cannot be told apart. Are both of the same release? Nothing more was done.";
}
