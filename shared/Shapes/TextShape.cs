using System.Buffers;
using System.Globalization;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Text;

namespace InfoShare.Shapes;

/// <summary>
/// A text in NFC without white space around it, of which something shows. Control characters are refused, in prose all but line feed and
/// tabulator (CR LF becomes LF).
/// </summary>
/// <param name="maxLength">In Unicode characters.</param>
public sealed class TextShape(int maxLength, TextKind kind = TextKind.Line) : StringShape
{
    private static readonly SearchValues<char> Controls = ControlsBut("");

    private static readonly SearchValues<char> ControlsInProse = ControlsBut("\n\t");

    public int MaxLength => maxLength;

    public TextKind Kind => kind;

    protected override string Noun => "a text";

    public override string? Normalise(string text, ShapeReading reading)
    {
        var isProse = kind == TextKind.Prose;
        var normal = Normal.Nfc((isProse ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text).Trim());
        if (normal.Length == 0 || IsTooLong(normal))
        {
            reading.Refuse(ErrorCodes.InvalidLength, string.Create(
                CultureInfo.InvariantCulture, $"A text of 1 to {maxLength} characters is expected."));
            return null;
        }

        if (normal.AsSpan().IndexOfAny(isProse ? ControlsInProse : Controls) is >= 0 and var at)
        {
            reading.Refuse(ErrorCodes.InvalidCharacter, string.Create(CultureInfo.InvariantCulture, $"The control character U+{(int)normal[at]:X4} is not allowed."));
            return null;
        }

        if (!Visible.Any(normal))
        {
            reading.Refuse(ErrorCodes.InvalidLength, "Nothing of the text shows: at least one character that can be seen is expected.");
            return null;
        }

        return kind switch
        {
            TextKind.Number => normal,
            TextKind.Reference => RefuseHidden(text, normal, reading),
            _ => RefusePersonal(normal, reading),
        };
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteNumber("minLength", 1);
        schema.WriteNumber("maxLength", maxLength);
    }

    private static SearchValues<char> ControlsBut(string allowed) =>
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(unit => (char)unit).Where(unit => char.IsControl(unit) && !allowed.Contains(unit, StringComparison.Ordinal))]);

    private static string? RefuseHidden(string text, string normal, ShapeReading reading)
    {
        if (text.AsSpan().Trim().Length < text.Length)
        {
            reading.Refuse(ErrorCodes.InvalidCharacter, "White space stands at the beginning or the end: two that look the same must be the same.");
            return null;
        }

        if (Visible.FirstFormat(normal) is { } hidden)
        {
            reading.Refuse(ErrorCodes.InvalidCharacter, string.Create(CultureInfo.InvariantCulture, $"The character U+{hidden.Value:X4}, which does not show, is not allowed."));
            return null;
        }

        return normal;
    }

    private static string? RefusePersonal(string text, ShapeReading reading)
    {
        if (PersonalNumbers.Suspect(text) is not { } suspect)
        {
            return text;
        }

        reading.Refuse(ErrorCodes.PersonalDataSuspected, $"The text seems to hold {suspect}; consumers' personal data does not belong here.");
        return null;
    }

    private bool IsTooLong(string text)
    {
        if (text.Length <= maxLength)
        {
            return false;
        }

        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count > maxLength;
    }
}
