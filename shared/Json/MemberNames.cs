using System.Runtime.CompilerServices;
using System.Text.Json;

namespace InfoShare.Json;

/// <summary>The names of a stored object's members: those of <typeparamref name="T"/>, 0 and on, in camelCase and in the order in which they are written.</summary>
internal sealed class MemberNames<T>
    where T : unmanaged, Enum
{
    private readonly JsonEncodedText[] _names =
        [.. Enum.GetValues<T>().Select(member => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(member.ToString())))];

    private readonly byte[][] _utf8;

    public MemberNames() => _utf8 = [.. _names.Select(name => name.EncodedUtf8Bytes.ToArray())];

    public JsonEncodedText this[T member] => _names[Unsafe.BitCast<T, int>(member)];

    /// <summary>Begins to read an object.</summary>
    /// <exception cref="JsonException">Something else stands there.</exception>
    public MemberWalk<T> Open(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject ? new(this) : throw new JsonException("An object is expected.");

    /// <summary>Index of the member whose name the reader is at, or −1. Looked for from <paramref name="first"/> on, as most objects are in order.</summary>
    public int Find(ref Utf8JsonReader reader, int first)
    {
        for (var index = first; index < _utf8.Length; index++)
        {
            if (Is(ref reader, _utf8[index]))
            {
                return index;
            }
        }

        for (var index = 0; index < first; index++)
        {
            if (Is(ref reader, _utf8[index]))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool Is(ref Utf8JsonReader reader, byte[] name) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);
}
