using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Agencies;

/// <summary>Reads the members of one JSON object of the registry; whatever is wrong is added to the errors with its place.</summary>
internal sealed class MemberReader
{
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
