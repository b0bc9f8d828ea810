using System.Buffers;
using System.Text;
using InfoShare.Access;
using InfoShare.Json;
using Microsoft.Extensions.Primitives;

namespace InfoShare.Functions.Access;

/// <summary>
/// What a caller states besides its token: for whom it acts (<c>InfoShare-On-Behalf-Of: j.tan</c>) and why it asks
/// (<c>InfoShare-Purpose: investigation; case="2026-114"</c>, an item of RFC 8941 whose only parameter is <c>case</c>).
/// </summary>
public static class RequestStatement
{
    public const string OnBehalfOfHeader = "InfoShare-On-Behalf-Of";

    public const string PurposeHeader = "InfoShare-Purpose";

    public const int MaxPerson = 100;

    public const int MaxReason = 64;

    public const int MaxCase = 100;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~:/");

    /// <summary>The caller with what it states, every malformed header being an error.</summary>
    public static Caller Read(IHeaderDictionary headers, Caller caller, ErrorList errors)
    {
        var person = headers[OnBehalfOfHeader];
        var purpose = headers[PurposeHeader];
        if (person.Count == 0 && purpose.Count == 0)
        {
            return caller;
        }

        return caller with { OnBehalfOf = ReadPerson(person, errors), Purpose = ReadPurpose(purpose, errors) };
    }

    private static string? ReadPerson(StringValues header, ErrorList errors)
    {
        if (header.Count == 0)
        {
            return null;
        }

        var person = header[0]?.Trim(' ') ?? "";
        if (header.Count == 1 && person.Length is > 0 and <= MaxPerson && person.EnumerateRunes().All(IsVisible))
        {
            return person;
        }

        errors.Add(OnBehalfOfHeader, ErrorCodes.InvalidHeader, $"Send {OnBehalfOfHeader} once, with 1 to {MaxPerson} visible characters.");
        return null;
    }

    /// <summary>A header's bytes that are no text arrive as replacement characters, and are refused with control characters.</summary>
    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && !Rune.IsControl(rune);

    private static Purpose? ReadPurpose(StringValues header, ErrorList errors)
    {
        if (header.Count == 0)
        {
            return null;
        }

        if (header.Count == 1 && ParsePurpose(header[0] ?? "") is { } purpose)
        {
            return purpose;
        }

        errors.Add(
            PurposeHeader,
            ErrorCodes.InvalidHeader,
            $"Send {PurposeHeader} once, as a token of at most {MaxReason} characters and, if you like, a case of at most {MaxCase}: investigation; case=\"2026-114\".");
        return null;
    }

    private static Purpose? ParsePurpose(string header)
    {
        var text = header.AsSpan().Trim(' ');
        var end = text.IndexOfAnyExcept(TokenCharacters);
        var reason = end < 0 ? text : text[..end];
        if (reason.Length is 0 or > MaxReason || !(char.IsAsciiLetter(reason[0]) || reason[0] == '*'))
        {
            return null;
        }

        return end < 0 ? new(reason.ToString(), null) : ParseCase(text[end..]) is { } number ? new(reason.ToString(), number) : null;
    }

    /// <summary><c>; case="…"</c>, a string of RFC 8941 section 3.3.3, to the end.</summary>
    private static string? ParseCase(ReadOnlySpan<char> parameters)
    {
        const string Name = "case=\"";
        if (parameters[0] != ';' || !parameters[1..].TrimStart(' ').StartsWith(Name, StringComparison.Ordinal))
        {
            return null;
        }

        var text = parameters[1..].TrimStart(' ')[Name.Length..];
        var number = new StringBuilder();
        for (var at = 0; at < text.Length && number.Length <= MaxCase; at++)
        {
            var next = text[at];
            if (next == '"')
            {
                return at == text.Length - 1 && number.Length > 0 ? number.ToString() : null;
            }

            if (next == '\\')
            {
                at++;
                next = at < text.Length && text[at] is '"' or '\\' ? text[at] : '\0';
            }

            if (next is < ' ' or > '~')
            {
                return null;
            }

            number.Append(next);
        }

        return null;
    }
}
