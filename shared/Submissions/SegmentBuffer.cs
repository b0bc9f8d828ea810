using System.Buffers;
using System.Text.Json;

namespace InfoShare.Submissions;

/// <summary>The outcomes since the last checkpoint, as NDJSON.</summary>
internal sealed class SegmentBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);

    private readonly Utf8JsonWriter _writer;

    public SegmentBuffer()
    {
        _writer = new(_lines);
    }

    public long FirstLine { get; private set; }

    public SubmissionCounts Counts { get; private set; } = new();

    public bool IsEmpty => _lines.WrittenCount == 0;

    /// <summary>Valid until the next change.</summary>
    public ReadOnlyMemory<byte> Content => _lines.WrittenMemory;

    public void Add(LineOutcome outcome)
    {
        if (IsEmpty)
        {
            FirstLine = outcome.Line;
        }

        JsonSerializer.Serialize(_writer, outcome, SubmissionJson.Default.LineOutcome);
        _writer.Flush();
        _writer.Reset();
        _lines.Write("\n"u8);
        Counts = Counts.With(outcome.Result);
    }

    public void Dispose() => _writer.Dispose();

    public void Clear()
    {
        _lines.ResetWrittenCount();
        Counts = new();
    }
}
