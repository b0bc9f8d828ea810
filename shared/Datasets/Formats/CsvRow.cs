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

        Separate();
        var safe = SafeCell.Of(text);
        var isQuoted = quoteAll || safe.AsSpan().ContainsAny(NeedsQuotes);
        if (isQuoted)
        {
            output.Write("\""u8);
            safe = safe.Replace("\"", "\"\"", StringComparison.Ordinal);
        }

        Encoding.UTF8.GetBytes(safe, output);
        if (isQuoted)
        {
            output.Write("\""u8);
        }
    }

    /// <summary>A cell whose bytes are plain: see <see cref="IsPlain"/>.</summary>
    public void Plain(ReadOnlySpan<byte> text)
    {
        var to = output.GetSpan(text.Length + 3);
        var at = 0;
        if (_hasCells)
        {
            to[at++] = (byte)',';
        }

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
        _hasCells = true;
    }

    public void Empty()
    {
        Separate();
        if (quoteAll)
        {
            output.Write("\"\""u8);
        }
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

    private void Separate()
    {
        if (_hasCells)
        {
            output.Write(","u8);
        }

        _hasCells = true;
    }
}
