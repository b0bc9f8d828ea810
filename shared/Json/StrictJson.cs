using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace InfoShare.Json;

/// <summary>
/// Reads JSON (RFC 8259) from outside, strictly: valid UTF-8, at most <see cref="MaxDepth"/> levels, no member twice in one object, no lone
/// surrogate, no comment, no trailing comma. Whatever the bytes, the answer is a document or errors, never an exception.
/// </summary>
/// <remarks>
/// Numbers are kept as they were written, however large: whoever reads a number's value says what is out of its range.
/// A byte order mark at the very start is tolerated.
/// </remarks>
public static class StrictJson
{
    /// <summary>Objects and arrays inside each other; the outermost is the first level.</summary>
    public const int MaxDepth = 16;

    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Used again by the thread that used it last.</summary>
    [ThreadStatic]
    private static StrictJsonCheck? t_check;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The document, or null with at least one error added.</summary>
    /// <param name="utf8">Must stay unchanged for as long as the document is used: the document refers to it.</param>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        var document = Parse(utf8, errors, out var isSound);
        if (isSound)
        {
            return document;
        }

        document?.Dispose();
        return null;
    }

    /// <summary>
    /// As <see cref="Parse(ReadOnlyMemory{byte}, ErrorList)"/>, but the document is there also where members are given twice, or texts hold half a
    /// surrogate pair (U+FFFD then): errors were added, and what else is wrong can be found and told with them.
    /// </summary>
    /// <param name="isSound">False if errors were added: nothing that is read from the document may be kept.</param>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, ErrorList errors, out bool isSound)
    {
        isSound = false;
        if (utf8.Span.StartsWith(ByteOrderMark))
        {
            utf8 = utf8[ByteOrderMark.Length..];
        }

        if (!IsUtf8(utf8.Span, errors))
        {
            return null;
        }

        var check = t_check ?? new();
        t_check = null;
        try
        {
            check.Run(utf8, errors);
            isSound = check.Passed;
            return check.IsTooDeep ? null : JsonDocument.Parse(check.HasLoneSurrogates ? Surrogates.ReplaceLone(utf8.Span) : utf8, DocumentOptions);
        }
        catch (JsonException exception)
        {
            errors.Add(check.Pointer, ErrorCodes.InvalidJson, Message(exception));
            return null;
        }
        finally
        {
            check.End();
            t_check = check;
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> utf8, ErrorList errors)
    {
        if (Utf8.IsValid(utf8))
        {
            return true;
        }

        var offset = ValidBytes(utf8);
        errors.Add("", ErrorCodes.InvalidUtf8, string.Create(
            CultureInfo.InvariantCulture, $"The text is not valid UTF-8: byte {offset} (0x{utf8[offset]:X2}, counted from 0) does not fit."));
        return false;
    }

    private static int ValidBytes(ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        while (System.Text.Rune.DecodeFromUtf8(utf8[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }

    private static string Message(JsonException exception) => string.Create(
        CultureInfo.InvariantCulture,
        $"The text is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} of the line cannot be read on.");
}
