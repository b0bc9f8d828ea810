using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Submissions;

/// <summary>One JSON object per line, in UTF-8.</summary>
public sealed class NdjsonFormat(int markLength) : LineFormat(new TextEncoding(null, markLength))
{
    public override LineBoundary Boundary => LineBoundary.LineFeed;

    public override int HeaderLines => 0;

    public static NdjsonFormat Of(ReadOnlySpan<byte> sample) => new(sample.StartsWith("\uFEFF"u8) ? 3 : 0);

    public override RecordLine? Read(InputLine line, PublishingContext context, ErrorList errors) =>
        RecordReader.ReadLine(line.Bytes, null, EnvelopeMembers.Line, context, errors);

    public override LineName NameOf(InputLine line) => RecordReader.ReadName(line.Bytes) is var (kind, reference) ? new(kind, reference) : default;
}
