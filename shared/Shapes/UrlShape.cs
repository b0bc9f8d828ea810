using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>An absolute address of http or https without a user's name; kept as written.</summary>
public sealed class UrlShape(int maxLength) : StringShape
{
    protected override string Noun => "an address";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (text.Length > maxLength)
        {
            reading.Refuse(ErrorCodes.InvalidLength, string.Create(CultureInfo.InvariantCulture, $"An address of at most {maxLength} characters is expected."));
            return null;
        }

        if (HostOf(text) is not null)
        {
            return text;
        }

        reading.Refuse(ErrorCodes.InvalidUrl, $"'{Shown(text)}' is not an absolute http or https address without a user's name.");
        return null;
    }

    /// <summary>The host of a right address in ASCII (IDNA), or null.</summary>
    public static string? HostOf(string text) =>
        !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
        && text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.UserInfo.Length == 0
        && uri.IdnHost is { Length: > 0 } host
            ? host
            : null;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("format", "uri");
        schema.WriteNumber("maxLength", maxLength);
    }
}
