using System.Globalization;
using System.Text.Unicode;
using InfoShare.Json;

namespace InfoShare.Functions.Http;

/// <summary>
/// Reads a request's query parameters strictly: each at most once, none unknown (checked by <see cref="RefuseOthers"/>), and everything
/// wrong collected in <see cref="Errors"/>.
/// </summary>
public sealed class QueryReader(HttpRequest request)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public ErrorList Errors { get; } = new();

    /// <summary>The refusal of a request that has parameters where a route takes none, or null.</summary>
    public static ProblemResult? RefuseAll(HttpRequest request) =>
        request.Query.Count > 0 && new QueryReader(request).RefuseOthers() is { Count: > 0 } errors ? Problems.Invalid(errors) : null;

    /// <summary>The parameter's text, or null if it was not given.</summary>
    public string? Text(string name, int maxLength = 200)
    {
        _known.Add(name);
        var values = request.Query[name];
        if (values.Count == 0)
        {
            return null;
        }

        if (values.Count > 1)
        {
            Errors.Add(name, ErrorCodes.Repeated, $"'{name}' is given {values.Count.ToString(CultureInfo.InvariantCulture)} times; give it once.");
            return null;
        }

        var text = values[0] ?? "";
        if (text.Length is 0 || text.Length > maxLength)
        {
            Errors.Add(name, ErrorCodes.InvalidLength, $"'{name}' must have 1 to {maxLength.ToString(CultureInfo.InvariantCulture)} characters.");
            return null;
        }

        return text;
    }

    /// <summary>A whole number within bounds, or <paramref name="fallback"/> if it was not given.</summary>
    public int Number(string name, int min, int max, int fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Errors.Add(name, ErrorCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"'{name}' must be a whole number from {min} to {max}."));
        return fallback;
    }

    /// <summary>A code of an enumeration, or null.</summary>
    public T? Code<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Json.Code<T>.TryParse(text, out var value))
        {
            return value;
        }

        Errors.Add(name, ErrorCodes.UnknownCode, $"'{name}' must be one of {string.Join(", ", Json.Code<T>.All)}.");
        return null;
    }

    /// <summary>Call last: every parameter that was not asked for is an error.</summary>
    public ErrorList RefuseOthers()
    {
        RefuseBrokenText();
        foreach (var name in request.Query.Keys.Where(name => !_known.Contains(name)))
        {
            var known = _known.Count == 0 ? "none" : string.Join(", ", _known);
            Errors.Add(name.Length <= 100 ? name : name[..100], ErrorCodes.UnknownParameter, $"There is no such parameter here; known: {known}.");
        }

        return Errors;
    }

    /// <summary>The server puts U+FFFD where escaped bytes are no UTF-8: what is then asked for is not what was meant.</summary>
    private void RefuseBrokenText()
    {
        var query = request.QueryString.Value ?? "";
        if (!query.Contains('%', StringComparison.Ordinal))
        {
            return;
        }

        foreach (var part in query.TrimStart('?').Split('&').Where(part => !IsUtf8(part)))
        {
            var name = part.Split('=')[0];
            Errors.Add(name.Length <= 100 ? name : name[..100], ErrorCodes.InvalidUtf8, "The bytes that are escaped by % are not valid UTF-8.");
        }
    }

    private static bool IsUtf8(string escaped)
    {
        var bytes = new List<byte>(escaped.Length);
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] == '%' && at + 2 < escaped.Length && byte.TryParse(escaped.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                at += 2;
            }
            else
            {
                bytes.Add((byte)(escaped[at] < 0x80 ? escaped[at] : '?'));
            }
        }

        return Utf8.IsValid(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }
}
