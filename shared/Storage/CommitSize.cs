using System.Buffers;
using System.Text;

namespace InfoShare.Storage;

/// <summary>
/// How large a commit is when it is sent to the Table service, as an upper estimate: callers that fill commits add up
/// <see cref="Of"/> and stop in time; <see cref="TableCheck"/> refuses what is above the limit.
/// </summary>
public static class CommitSize
{
    /// <summary>Multipart boundary, request line and headers of one operation, and the property names that the service adds.</summary>
    private const int Frame = 640;

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(unit => (char)unit), '"', '\\']);

    /// <summary>Quotes, colon, comma and the type's annotation of one property.</summary>
    private const int PropertyFrame = 40;

    /// <summary>Bytes of one operation as encoded: JSON with binaries in base64, inside a multipart frame, its keys in the address and in the body.</summary>
    public static int Of(string partition, TableWrite write)
    {
        // Percent-encoding trebles a byte in the address; a key in the body costs what a text does.
        var bytes = Frame + (3 * (Utf8(partition) + Utf8(write.Row))) + OfText(partition) + OfText(write.Row);
        if (write.Written is { } properties)
        {
            foreach (var (name, value) in properties)
            {
                bytes += PropertyFrame + (2 * name.Length) + OfEncoded(value);
            }
        }

        return bytes;
    }

    /// <summary>Bytes of one value as the Table service counts them when stored.</summary>
    internal static int OfStored(object value) => value switch
    {
        string text => 2 * text.Length,
        ReadOnlyMemory<byte> binary => binary.Length,
        _ => sizeof(long),
    };

    private static int OfEncoded(object value) => value switch
    {
        string text => OfText(text),
        ReadOnlyMemory<byte> binary => (binary.Length + 2) / 3 * 4,
        _ => 20,
    };

    /// <summary>JSON's escapes make six bytes of a character that needs one; all else is UTF-8.</summary>
    private static int OfText(ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        for (var rest = text; rest.IndexOfAny(Escaped) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            bytes += 5;
        }

        return bytes;
    }

    private static int Utf8(string text) => Encoding.UTF8.GetByteCount(text);
}
