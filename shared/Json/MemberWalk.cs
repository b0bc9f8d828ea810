using System.Runtime.CompilerServices;
using System.Text.Json;

namespace InfoShare.Json;

/// <summary>
/// A walk over the members of a stored object, in whatever order: who walks reads each member's value. Members without a name here were
/// written by another version of the hub and are passed over; null is as good as left out.
/// </summary>
internal struct MemberWalk<T>(MemberNames<T> names)
    where T : unmanaged, Enum
{
    private int _at = -1;

    private uint _seen;

    /// <summary>The member at whose value the reader is.</summary>
    public readonly T Member => Unsafe.BitCast<int, T>(_at);

    /// <summary>Goes to the next member's value; false: the object has ended.</summary>
    public bool Next(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = names.Find(ref reader, _at + 1);
            reader.Read();
            if (found >= 0 && reader.TokenType != JsonTokenType.Null)
            {
                _at = found;
                _seen |= 1u << found;
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <exception cref="JsonException">One of the members was not there.</exception>
    public readonly void Require(params ReadOnlySpan<T> members)
    {
        foreach (var member in members)
        {
            if ((_seen & (1u << Unsafe.BitCast<T, int>(member))) == 0)
            {
                throw new JsonException($"The member '{names[member]}' is missing.");
            }
        }
    }
}
