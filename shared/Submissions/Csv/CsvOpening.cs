namespace InfoShare.Submissions.Csv;

/// <summary>What the beginning of a CSV tells of how the rest is to be read. The hub and the command line both ask here, so that a row is the same to both.</summary>
/// <param name="Encoding">Its mark covers a first line <c>sep=;</c> too, which tells spreadsheets the separator and is no row.</param>
/// <param name="Boundary">The separator, and where rows end.</param>
/// <param name="Columns">The names in the first row, trimmed.</param>
/// <param name="IsWhole">The first row ends within what was read.</param>
public sealed record CsvOpening(TextEncoding Encoding, LineBoundary Boundary, IReadOnlyList<string> Columns, bool IsWhole)
{
    private const string SeparatorLine = "sep=";

    public char Separator => (char)Boundary.Separator!.Value;

    /// <summary>Separators, the more usual first.</summary>
    private static ReadOnlySpan<char> Separators => [',', ';', '\t'];

    /// <param name="sample">The beginning of the input, <see cref="TextEncoding.SampleBytes"/> of it if it has as many.</param>
    /// <param name="charset">The encoding that it is said to be in, or null.</param>
    public static CsvOpening Read(ReadOnlySpan<byte> sample, string? charset)
    {
        var encoding = TextEncoding.Detect(sample, charset);
        var characters = encoding.Encoding ?? System.Text.Encoding.UTF8;
        var text = characters.GetString(sample[encoding.MarkLength..]);
        var stated = StatedSeparator(text, out var length);
        var mark = encoding.MarkLength + characters.GetByteCount(text.AsSpan(0, length));
        return Read(text[length..], encoding with { MarkLength = mark }, stated);
    }

    /// <param name="text">From the first row on.</param>
    internal static CsvOpening Read(string text, TextEncoding encoding, char? stated = null)
    {
        var end = RowEnd(text);
        var length = text.IndexOf(end, StringComparison.Ordinal);
        var first = (length < 0 ? text : text[..length]).TrimEnd('\r');
        var separator = stated ?? MostUsed(first);
        return new(encoding, new((byte)separator, (byte)end), [.. CsvFields.Split(first, separator).Select(name => name.Trim())], length >= 0);
    }

    /// <summary>The separator that a line <c>sep=;</c> before the first row names, and how long the line is with its end.</summary>
    private static char? StatedSeparator(string text, out int length)
    {
        var at = SeparatorLine.Length;
        length = 0;
        if (!text.StartsWith(SeparatorLine, StringComparison.OrdinalIgnoreCase) || at >= text.Length || !Separators.Contains(text[at]))
        {
            return null;
        }

        var end = RowEnd(text);
        var rest = text.AsSpan(at + 1);
        var feed = rest.IndexOf(end);
        if (!(feed < 0 ? rest : rest[..feed]).Trim("\r,;\t").IsEmpty)
        {
            return null;
        }

        length = feed < 0 ? text.Length : at + 1 + feed + 1;
        return text[at];
    }

    /// <summary>A carriage return without a line feed ends rows where it ends the first one.</summary>
    private static char RowEnd(string text)
    {
        var at = text.AsSpan().IndexOfAny('\r', '\n');
        var next = at < 0 ? -1 : text.AsSpan(at).IndexOfAnyExcept('\r');
        return next > 0 && text[at + next] != '\n' ? '\r' : '\n';
    }

    private static char MostUsed(string first)
    {
        var (separator, most) = (',', 0);
        foreach (var candidate in Separators)
        {
            var cells = CsvFields.Split(first, candidate).Count;
            (most, separator) = cells > most ? (cells, candidate) : (most, separator);
        }

        return separator;
    }
}
