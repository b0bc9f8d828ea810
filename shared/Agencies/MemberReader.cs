using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Agencies;

/// <summary>Reads the members of one JSON object that is no record; whatever is wrong is added to the errors with its place.</summary>
internal sealed class MemberReader
{
    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    private readonly JsonElement _json;
    private readonly string _pointer;
    private readonly ErrorList _errors;

    private MemberReader(JsonElement json, string pointer, ErrorList errors) => (_json, _pointer, _errors) = (json, pointer, errors);

    /// <summary>Null, with an error, if it is no object; members that are not known are errors.</summary>
    public static MemberReader? Of(JsonElement json, string pointer, string[] known, ErrorList errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(pointer, ErrorCodes.WrongType, "An object is expected here.");
            return null;
        }

        foreach (var member in json.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            errors.Add(
                JsonPointer.Append(pointer, member.Name), ErrorCodes.UnknownMember, $"There is no such member here; known: {string.Join(", ", known)}.");
        }

        return new(json, pointer, errors);
    }

    /// <summary>Where the object stands, as a JSON pointer.</summary>
    public string Pointer => _pointer;

    /// <param name="member">A member's name, a path below it, or empty for the object itself.</param>
    public void Refuse(string member, string code, string message) => _errors.Add(member.Length == 0 ? _pointer : $"{_pointer}/{member}", code, message);

    public string? Text(string member, int maxLength, bool required)
    {
        if (Find(member, JsonValueKind.String, "a string", required) is not { } value)
        {
            return null;
        }

        var text = value.GetString()!;
        if (text.Trim().Length > 0 && text.Length <= maxLength && !text.Any(char.IsControl))
        {
            return text;
        }

        Refuse(member, ErrorCodes.InvalidLength, string.Create(CultureInfo.InvariantCulture, $"'{member}' must have 1 to {maxLength} characters, none of them a control character."));
        return null;
    }

    public List<string> Texts(string member, int maxCount, int maxLength, bool required)
    {
        var texts = new List<string>();
        foreach (var (item, index) in Items(member, maxCount, required))
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text && text.Length <= maxLength)
            {
                texts.Add(text);
            }
            else
            {
                Refuse($"{member}/{index}", ErrorCodes.WrongType, string.Create(CultureInfo.InvariantCulture, $"A string of 1 to {maxLength} characters is expected here."));
            }
        }

        return texts;
    }

    public T? Code<T>(string member, bool required)
        where T : struct, Enum
    {
        if (Find(member, JsonValueKind.String, "a code", required) is not { } value)
        {
            return null;
        }

        if (Json.Code<T>.TryParse(value.GetString(), out var code))
        {
            return code;
        }

        Refuse(member, ErrorCodes.UnknownCode, $"'{member}' must be one of {string.Join(", ", Json.Code<T>.All)}.");
        return null;
    }

    /// <summary>A whole number within bounds, or null.</summary>
    public int? Number(string member, int min, int max)
    {
        if (Find(member, JsonValueKind.Number, "a number", required: false) is not { } value)
        {
            return null;
        }

        if (value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(member, ErrorCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"'{member}' must be a whole number from {min} to {max}."));
        return null;
    }

    /// <summary>A truth value, or null.</summary>
    public bool? Flag(string member)
    {
        if (!_json.TryGetProperty(member, out var value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
        }

        Refuse(member, ErrorCodes.WrongType, $"'{member}' must be true or false.");
        return null;
    }

    /// <summary>An RFC 3339 instant, or null.</summary>
    public DateTimeOffset? Instant(string member, bool required)
    {
        if (Find(member, JsonValueKind.String, "an instant", required) is not { } value)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(value.GetString(), InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        Refuse(member, ErrorCodes.InvalidInstant, $"'{member}' must be an instant with its offset, such as 2026-01-31T12:00:00Z.");
        return null;
    }

    /// <summary>Refuses the object for lack of a member, unless that is wrong in another way already.</summary>
    public void RefuseMissing(string member) => _ = Find(member, JsonValueKind.Number, "a number", required: !_json.TryGetProperty(member, out _));

    /// <summary>An optional object, or null.</summary>
    public MemberReader? Object(string member, string[] known) =>
        Find(member, JsonValueKind.Object, "an object", required: false) is { } value ? Of(value, $"{_pointer}/{member}", known, _errors) : null;

    /// <summary>An optional list of objects.</summary>
    public List<T> Objects<T>(string member, int maxCount, string[] known, Func<MemberReader, T> read)
    {
        var objects = new List<T>();
        foreach (var (item, index) in Items(member, maxCount, required: false))
        {
            if (Of(item, string.Create(CultureInfo.InvariantCulture, $"{_pointer}/{member}/{index}"), known, _errors) is { } reader)
            {
                objects.Add(read(reader));
            }
        }

        return objects;
    }

    private IEnumerable<(JsonElement Item, int Index)> Items(string member, int maxCount, bool required)
    {
        if (Find(member, JsonValueKind.Array, "an array", required) is not { } array)
        {
            return [];
        }

        if (array.GetArrayLength() > maxCount)
        {
            Refuse(member, ErrorCodes.TooMany, string.Create(CultureInfo.InvariantCulture, $"At most {maxCount} entries are allowed."));
            return [];
        }

        return array.EnumerateArray().Select((item, index) => (item, index));
    }

    private JsonElement? Find(string member, JsonValueKind kind, string expected, bool required)
    {
        if (!_json.TryGetProperty(member, out var value))
        {
            if (required)
            {
                Refuse(member, ErrorCodes.MissingMember, $"'{member}' is missing.");
            }

            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        Refuse(member, ErrorCodes.WrongType, $"'{member}' must be {expected}.");
        return null;
    }
}
