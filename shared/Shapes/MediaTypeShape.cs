using System.Buffers;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A media type without parameters (RFC 6838), such as <c>application/pdf</c>; lower-case in normal form.</summary>
public sealed class MediaTypeShape : StringShape
{
    private const int MaxName = 127;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&-^_.+");

    protected override string Noun => "a media type";

    public override string? Normalise(string text, ShapeReading reading)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && IsName(text.AsSpan(0, slash)) && IsName(text.AsSpan(slash + 1)))
        {
            return text.ToLowerInvariant();
        }

        reading.Refuse(ErrorCodes.InvalidMediaType, $"'{Shown(text)}' is not a media type such as 'application/pdf'.");
        return null;
    }

    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(Allowed);
}
