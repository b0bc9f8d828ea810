using System.Text.Json;
using InfoShare.Codes.Lists;
using InfoShare.Identifiers;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>An identifier; its value becomes its scheme's one canonical form.</summary>
public sealed class IdentifierShape : Shape
{
    // Whether the scheme exists, the reader of identifiers says: it knows each scheme's rules.
    private static readonly ObjectShape Sent = new(
        [
            Required("scheme", new TextShape(Bounds.Term, TextKind.Number), ""),
            Required("value", new TextShape(Bounds.IdentifierValue, TextKind.Number), ""),
            Optional("unverified", new BooleanShape(), ""),
            Optional("issuer", new TextShape(Bounds.Title), ""),
        ]);

    /// <summary>The members, for those who walk shapes.</summary>
    public static ObjectShape Described { get; } = new(
        [
            Required("scheme", new CodeShape(IdentifierSchemes.List), "Whose number it is."),
            Required("value", new TextShape(Bounds.IdentifierValue, TextKind.Number), "The number, in any usual way of writing."),
            Optional("unverified", new BooleanShape(), "The check digit is wrong and the publisher knows it: kept and shown, never joined."),
            Optional("issuer", new TextShape(Bounds.Title), "Who gave the number; with scheme 'other', and only there."),
        ]);

    public override void Read(JsonElement element, ShapeReading reading)
    {
        var (mark, failures) = (reading.Normal.Mark(), reading.Failures);
        Sent.Read(element, reading);
        reading.Normal.Return(mark);
        if (reading.Failures != failures)
        {
            return;
        }

        var unverified = element.TryGetProperty("unverified"u8, out var flag) && flag.GetBoolean();
        var issuer = element.TryGetProperty("issuer"u8, out var sent) ? sent.GetString() : null;
        var (scheme, value) = (element.GetProperty("scheme"u8).GetString()!, element.GetProperty("value"u8).GetString()!);
        var identifier = (issuer is null ? IdentifierReader.Find(scheme, value, unverified) : null)
            ?? IdentifierReader.TryRead(scheme, value, unverified, issuer, reading.Pointer(), reading.Errors);
        if (identifier is null)
        {
            reading.Fail();
            return;
        }

        Write(identifier, reading.Normal);
    }

    /// <summary>Those that are verified come first, so that an unverified repetition of one is known as such.</summary>
    internal override bool ComesLast(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("unverified"u8, out var flag) && flag.ValueKind == JsonValueKind.True;

    /// <summary>The same, or the same verified: that it could not be verified elsewhere says nothing more.</summary>
    internal override bool SaysNoMore(ReadOnlySpan<byte> item, ReadOnlySpan<byte> earlier)
    {
        if (base.SaysNoMore(item, earlier))
        {
            return true;
        }

        var flag = ",\"unverified\":true"u8;
        var at = item.IndexOf(flag);
        return at > 0 && earlier.Length == item.Length - flag.Length && earlier.StartsWith(item[..at]) && earlier[at..].SequenceEqual(item[(at + flag.Length)..]);
    }

    public override void WriteSchema(Utf8JsonWriter schema) => Described.WriteSchema(schema);

    private static void Write(Identifier identifier, CanonicalBuffer normal)
    {
        normal.Raw("{\"scheme\":"u8);
        normal.Text(identifier.Scheme);
        normal.Raw(identifier.Unverified ? ",\"unverified\":true,\"value\":"u8 : ",\"value\":"u8);
        normal.Text(identifier.Value);
        normal.Raw((byte)'}');
    }
}
