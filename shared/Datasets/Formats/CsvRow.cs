using System.Buffers;
using System.Text;

namespace InfoShare.Datasets.Formats;

/// <summary>
/// One row on its way out. Cells that hold several values have them separated by <c>;</c>, and lists within such a value by <c>|</c>; a
/// value that holds a separator or a quote is in quotes within the cell.
/// </summary>
/// <param name="quoteAll">Every cell in quotes and lines ended by LF ("unix"); else RFC 4180: quotes where they are needed, lines ended by CRLF.</param>
internal sealed class CsvRow(IBufferWriter<byte> output, bool quoteAll)
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>What asks for a closer look: separators of any kind, quotes, and the escapes of JSON.</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create(",;|\"\\\r\n\t"u8);

    private bool _hasCells;

    /// <summary>Several values as the text of one cell; those that are not there leave their place empty, and none at all an empty cell.</summary>
    public static string Join(IReadOnlyList<string> values, char separator = ';')
    {
        if (values.Count == 1)
        {
            return Quoted(values[0], separator);
        }

        return values.All(value => value.Length == 0) ? "" : string.Join(separator, values.Select(value => Quoted(value, separator)));
    }

    /// <summary>Whether bytes of UTF-8, or of a JSON string, can stand in a cell as they are.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => text.Length > 0 && char.IsAsciiLetterOrDigit((char)text[0]) && !text.ContainsAny(Special);

    public void Cell(string text)
    {
        if (text.Length == 0)
        {
            Empty();
            return;
        }

        var safe = SafeCell.Of(text);
        var isQuoted = quoteAll || safe.AsSpan().ContainsAny(NeedsQuotes);
        if (isQuoted && safe.Contains('"', StringComparison.Ordinal))
        {
            safe = safe.Replace("\"", "\"\"", StringComparison.Ordinal);
        }

        // In one piece, with what may stand around it: a separator and two quotes.
        var to = output.GetSpan(Encoding.UTF8.GetMaxByteCount(safe.Length) + 3);
        var at = Separate(to);
        if (isQuoted)
        {
            to[at++] = (byte)'"';
        }

        at += Encoding.UTF8.GetBytes(safe, to[at..]);
        if (isQuoted)
        {
            to[at++] = (byte)'"';
        }

        output.Advance(at);
    }

    /// <summary>A cell whose bytes are plain: see <see cref="IsPlain"/>.</summary>
    public void Plain(ReadOnlySpan<byte> text)
    {
        var to = output.GetSpan(text.Length + 3);
        var at = Separate(to);
        if (quoteAll)
        {
            to[at++] = (byte)'"';
        }

        text.CopyTo(to[at..]);
        at += text.Length;
        if (quoteAll)
        {
            to[at++] = (byte)'"';
        }

        output.Advance(at);
    }

    public void Empty()
    {
        var to = output.GetSpan(3);
        var at = Separate(to);
        if (quoteAll)
        {
            to[at++] = (byte)'"';
            to[at++] = (byte)'"';
        }

        output.Advance(at);
    }

    public void Cell(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            Empty();
        }
        else
        {
            Cell(Join(values));
        }
    }

    public void End() => output.Write(quoteAll ? "\n"u8 : "\r\n"u8);

    private static string Quoted(string value, char separator) =>
        value.Contains(separator, StringComparison.Ordinal) || value.Contains('"', StringComparison.Ordinal)
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;

    /// <summary>Begins a cell; answers the bytes that took.</summary>
    private int Separate(Span<byte> to)
    {
        if (!_hasCells)
        {
            _hasCells = true;
            return 0;
        }

        to[0] = (byte)',';
        return 1;
    }
}
