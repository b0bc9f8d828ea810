using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>An e-mail address: one @, a local part, a domain with a dot, no white space; at most 254 characters (RFC 5321).</summary>
public sealed class EmailShape : StringShape
{
    private const int MaxLength = 254;

    protected override string Noun => "an e-mail address";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (IsEmail(text))
        {
            return text;
        }

        reading.Refuse(ErrorCodes.InvalidEmail, $"'{Shown(text)}' is not an e-mail address.");
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("format", "email");
        schema.WriteNumber("maxLength", MaxLength);
    }

    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= MaxLength
            && at is > 0 and <= 64
            && text.All(character => character is > ' ' and < '\u007f' && !"@<>()[],;:\\\"".Contains(character, StringComparison.Ordinal) || character == '@')
            && text.LastIndexOf('@') == at
            && IsDomain(text[(at + 1)..]);
    }

    private static bool IsDomain(string domain) =>
        domain.Contains('.', StringComparison.Ordinal)
        && domain.Split('.').All(part => part.Length is > 0 and <= 63 && part[0] != '-' && part[^1] != '-' && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
}
