using System.Text.Json;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Submissions;

/// <summary>One JSON object per line, in UTF-8.</summary>
/// <param name="unstated">What a line is that does not say its kind; null: every line must.</param>
public sealed class NdjsonFormat(int markLength, RecordKind? unstated = null) : LineFormat(new TextEncoding(null, markLength))
{
    public override LineBoundary Boundary => LineBoundary.LineFeed;

    public override int HeaderLines => 0;

    public static NdjsonFormat Of(ReadOnlySpan<byte> sample, RecordKind? unstated = null) => new(sample.StartsWith("\uFEFF"u8) ? 3 : 0, unstated);

    public override RecordLine? Read(InputLine line, PublishingContext context, ErrorList errors)
    {
        using var document = StrictJson.Parse(line.Bytes, errors, out var isSound);
        var read = document is null ? null : RecordReader.Read(document.RootElement, KindOf(document.RootElement), EnvelopeMembers.Line, context, errors);
        return isSound ? read : null;
    }

    public override LineName NameOf(InputLine line) => RecordReader.ReadName(line.Bytes) is var (kind, reference) ? new(kind ?? unstated, reference) : default;

    private RecordKind? KindOf(JsonElement line) => line.ValueKind == JsonValueKind.Object && line.TryGetProperty("kind"u8, out _) ? null : unstated;
}
