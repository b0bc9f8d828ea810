using System.Collections.Frozen;
using System.Text.Json;

namespace InfoShare.Json;

/// <summary>The codes of <see cref="Code{T}"/> as they stand in stored JSON.</summary>
internal static class JsonCode<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, JsonEncodedText> Texts =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonEncodedText.Encode(Code<T>.Of(value)));

    private static readonly (byte[] Code, T Value)[] Values =
        [.. Enum.GetValues<T>().Select(value => (System.Text.Encoding.UTF8.GetBytes(Code<T>.Of(value)), value))];

    /// <summary>The code of a value, as text of JSON.</summary>
    public static JsonEncodedText Of(T value) => Texts[value];

    /// <exception cref="JsonException">No code of this enumeration.</exception>
    public static T Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var (code, value) in Values)
            {
                if (reader.ValueTextEquals(code))
                {
                    return value;
                }
            }
        }

        throw new JsonException($"A code of {typeof(T).Name} is expected.");
    }
}
