using System.Buffers;
using System.Text;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Tests.Json;

/// <summary>
/// The JSON Canonicalization Scheme (RFC 8785): no white space, members in the order of their names' UTF-16 code units, numbers as
/// ECMAScript writes them, the fewest escapes. Equal values give equal bytes. Here for comparison: it shares nothing with what the hub writes.
/// </summary>
/// <remarks>
/// The scheme knows numbers as IEEE 754 doubles alone. A number beyond them (1e999) has no canonical form, and one with more digits than
/// they hold would be rounded: records have neither, for each member's range is known (amounts are strings for that reason).
/// </remarks>
internal static class CanonicalJson
{
    /// <summary>The canonical form, in UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is beyond the range of doubles.</exception>
    /// <exception cref="InvalidOperationException">A text holds a lone surrogate, which <see cref="StrictJson"/> does not let through.</exception>
    public static byte[] Write(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(element, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Write(JsonElement)"/>
    public static void Write(JsonElement element, IBufferWriter<byte> output)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, output);
                break;
            case JsonValueKind.Array:
                WriteArray(element, output);
                break;
            case JsonValueKind.String:
                WriteString(element.GetString()!, output);
                break;
            case JsonValueKind.Number:
                Encoding.ASCII.GetBytes(CanonicalNumber.Format(element.GetDouble()), output);
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            default:
                throw new ArgumentException("There is no JSON value to write.", nameof(element));
        }
    }

    private static void WriteObject(JsonElement element, IBufferWriter<byte> output)
    {
        var members = element.EnumerateObject().Select(member => (member.Name, member.Value)).ToArray();
        Array.Sort(members, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            WriteString(members[i].Name, output);
            output.Write(":"u8);
            Write(members[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement element, IBufferWriter<byte> output)
    {
        var first = true;
        output.Write("["u8);
        foreach (var item in element.EnumerateArray())
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            Write(item, output);
        }

        output.Write("]"u8);
    }

    private static void WriteString(string text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Encoding.UTF8.GetBytes(rest[..at], output);
            WriteEscape(rest[at], output);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, output);
        output.Write("\""u8);
    }

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(unit => (char)unit), '"', '\\']);

    private static void WriteEscape(char unit, IBufferWriter<byte> output)
    {
        const string Hex = "0123456789abcdef";
        switch (unit)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\r': output.Write("\\r"u8); break;
            default: output.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)Hex[unit >> 4], (byte)Hex[unit & 15]]); break;
        }
    }
}
