using System.Buffers;
using System.Globalization;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Text;

namespace InfoShare.Shapes;

/// <summary>
/// A text in NFC without white space around it. Control characters are refused, in free text all but line feed and tabulator
/// (CR LF becomes LF).
/// </summary>
/// <param name="maxLength">In Unicode characters.</param>
/// <param name="free">People write it: it is checked for card and account numbers.</param>
public sealed class TextShape(int maxLength, bool free = false) : StringShape
{
    private static readonly SearchValues<char> Controls = ControlsBut("");

    private static readonly SearchValues<char> ControlsInFreeText = ControlsBut("\n\t");

    public int MaxLength => maxLength;

    public bool IsFree => free;

    protected override string Noun => "a text";

    public override string? Normalise(string text, ShapeReading reading)
    {
        var normal = Normal.Nfc((free ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text).Trim());
        if (normal.Length == 0 || IsTooLong(normal))
        {
            reading.Refuse(ErrorCodes.InvalidLength, string.Create(CultureInfo.InvariantCulture, $"A text of 1 to {maxLength} characters is expected."));
            return null;
        }

        if (normal.AsSpan().IndexOfAny(free ? ControlsInFreeText : Controls) is >= 0 and var at)
        {
            reading.Refuse(ErrorCodes.InvalidCharacter, string.Create(CultureInfo.InvariantCulture, $"The control character U+{(int)normal[at]:X4} is not allowed."));
            return null;
        }

        return free ? RefusePersonal(normal, reading) : normal;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteNumber("minLength", 1);
        schema.WriteNumber("maxLength", maxLength);
    }

    private static SearchValues<char> ControlsBut(string allowed) =>
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(unit => (char)unit).Where(unit => char.IsControl(unit) && !allowed.Contains(unit, StringComparison.Ordinal))]);

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
