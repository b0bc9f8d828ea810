using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Records.Facts;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;

namespace InfoShare.Records;

/// <summary>Reads records as they come from outside: everything that is wrong is told at once, and what is right is in normal form.</summary>
public static class RecordReader
{
    private const int ContentHashBytes = 16;

    private static readonly ObjectShape ReferenceAlone = new([Member.Required("reference", Values.Reference, "The publisher's own number for the record.")]);

    [ThreadStatic]
    private static ShapeReading? t_reading;

    /// <summary>The record, or null with at least one error added. Never throws, whatever the bytes.</summary>
    /// <param name="kind">What the route says; null: the record must say it.</param>
    /// <param name="envelope">Which members beside the record's own the route permits.</param>
    public static RecordLine? ReadLine(
        ReadOnlyMemory<byte> utf8, RecordKind? kind, EnvelopeMembers envelope, PublishingContext context, ErrorList errors)
    {
        using var document = StrictJson.Parse(utf8, errors, out var isSound);
        var line = document is null ? null : Read(document.RootElement, kind, envelope, context, errors);
        return isSound ? line : null;
    }

    /// <summary>As <see cref="ReadLine"/>, of JSON that <see cref="StrictJson"/> has read.</summary>
    public static RecordLine? Read(JsonElement element, RecordKind? kind, EnvelopeMembers envelope, PublishingContext context, ErrorList errors)
    {
        var reading = t_reading ?? new();
        t_reading = null;
        reading.Begin(errors, context.AgencyExists, context.Publisher.Groups);
        var line = Read(element, kind, envelope, reading);
        reading.End();
        t_reading = reading;
        return line;
    }

    /// <summary>Kind and reference of a record that may be wrong in all else; null what is not there or wrong itself. Never throws.</summary>
    public static (RecordKind? Kind, string? Reference) ReadName(ReadOnlyMemory<byte> utf8)
    {
        using var document = StrictJson.Parse(utf8, new());
        return document is { RootElement: { ValueKind: JsonValueKind.Object } element }
            ? (TextOf(element, "kind"u8) is { } kind && Code<RecordKind>.TryParse(kind, out var said) ? said : null, ReadReference(TextOf(element, "reference"u8)))
            : default;
    }

    /// <summary>The reference in NFC, or null if it is none.</summary>
    public static string? ReadReference(string? text)
    {
        var reading = new ShapeReading();
        return text is null ? null : Values.Reference.Normalise(text, reading);
    }

    private static string? TextOf(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The reason in the body of a retraction, reinstatement or repair, or null with at least one error added.</summary>
    public static string? ReadReason(ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        using var document = StrictJson.Parse(utf8, errors);
        if (document is null)
        {
            return null;
        }

        var reading = new ShapeReading();
        reading.Begin(errors);
        EnvelopeShape.ReasonAlone.Read(document.RootElement, reading);
        if (reading.Failures > 0)
        {
            return null;
        }

        using var normal = JsonDocument.Parse(reading.Normal.Written.ToArray());
        return normal.RootElement.Text("reason"u8);
    }

    private static RecordLine? Read(JsonElement element, RecordKind? kind, EnvelopeMembers envelope, ShapeReading reading)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            reading.RefuseType(element, "a record");
            return null;
        }

        if (KindOf(element, kind, reading) is not { } known)
        {
            return null;
        }

        var shape = RecordShapes.Of(known);
        EnvelopeShape.Of(envelope).Read(element, reading, shape);
        var sent = Envelope.Of(reading.Normal.Written);
        if ((sent.Operation != RecordOperation.Publish || envelope == EnvelopeMembers.Correction) && !element.TryGetProperty("change"u8, out _))
        {
            reading.Refuse("change", ErrorCodes.MissingMember, "A change says why: \"change\": {\"reason\": \"…\"}, in CSV the column 'reason'.");
        }

        reading.Normal.Clear();
        (sent.HasRecord ? shape : ReferenceAlone).ReadAmong(element, reading);
        return reading.Failures > 0 ? null : sent.HasRecord ? Whole(known, sent, reading) : Line(known, sent, ReferenceIn(reading.Normal.Written));
    }

    private static RecordKind? KindOf(JsonElement element, RecordKind? kind, ShapeReading reading)
    {
        if (!element.TryGetProperty("kind"u8, out var sent))
        {
            if (kind is null)
            {
                reading.Refuse("kind", ErrorCodes.MissingMember, $"'kind' is required here: {string.Join(", ", Code<RecordKind>.All)}.");
            }

            return kind;
        }

        if (sent.ValueKind != JsonValueKind.String || !Code<RecordKind>.TryParse(sent.GetString(), out var said))
        {
            if (kind is null)
            {
                reading.Refuse("kind", ErrorCodes.UnknownCode, $"'kind' must be one of {string.Join(", ", Code<RecordKind>.All)}.");
            }

            return kind;
        }

        if (kind is { } route && route != said)
        {
            reading.Refuse("kind", ErrorCodes.Disagrees, $"'kind' is '{Code<RecordKind>.Of(said)}', but {Code<RecordKind>.Of(route)}s are published here.");
        }

        return kind ?? said;
    }

    private static RecordLine? Whole(RecordKind kind, Envelope sent, ShapeReading reading)
    {
        var length = reading.Normal.Length;
        if (length > RecordDraft.MaxBodyBytes)
        {
            reading.Refuse(ErrorCodes.TooLarge, string.Create(
                CultureInfo.InvariantCulture, $"The record has {length} bytes in canonical form; at most {RecordDraft.MaxBodyBytes} are allowed."));
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        reading.Normal.Hash(hash);
        var draft = RecordFacts.Of(kind, reading.Normal.Written.ToArray(), hash[..ContentHashBytes].ToArray());
        return Line(kind, sent, draft.Reference) with { Draft = draft };
    }

    private static RecordLine Line(RecordKind kind, Envelope sent, string reference) =>
        new() { Op = sent.Operation, Kind = kind, Reference = reference, IfVersion = sent.IfVersion, Reason = sent.Reason };

    private static string ReferenceIn(ReadOnlySpan<byte> normal)
    {
        using var document = JsonDocument.Parse(normal.ToArray());
        return document.RootElement.Text("reference"u8)!;
    }
}
