using System.Buffers;
using System.Text.Unicode;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Submissions.Csv;

/// <summary>
/// A CSV whose first row names the columns. A row becomes the JSON of an NDJSON line and is read as such; what is wrong is told by the
/// columns' names. Used by one reader at a time.
/// </summary>
internal sealed class CsvFormat : LineFormat
{
    private readonly RecordKind _kind;

    private readonly char _separator;

    private readonly CsvLayout _layout;

    private readonly CsvRowJson _json;

    /// <summary>The column of the reference, or −1.</summary>
    private readonly int _reference;

    private readonly List<(int Column, CsvCell Cell)> _cells = [];

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private CsvFormat(RecordKind kind, TextEncoding encoding, char separator, CsvLayout layout)
        : base(encoding)
    {
        (_kind, _separator, _layout, _json) = (kind, separator, layout, new(layout));
        _reference = layout.Root.Children.FirstOrDefault(child => child.Name == "reference")?.Column ?? -1;
        Collect(layout.Root);
    }

    public override LineBoundary Boundary => new((byte)_separator);

    public override int HeaderLines => 1;

    /// <summary>Separators, the more usual first.</summary>
    private static ReadOnlySpan<char> Separators => [',', ';', '\t'];

    /// <summary>Reads the header off the beginning of the input.</summary>
    /// <exception cref="UnreadableInputException">There is none, or it names columns that there are not.</exception>
    public static CsvFormat Of(RecordKind kind, ReadOnlySpan<byte> sample, string? charset)
    {
        var encoding = TextEncoding.Detect(sample, charset);
        var text = (encoding.Encoding ?? System.Text.Encoding.UTF8).GetString(sample[encoding.MarkLength..]);
        var header = Header(text, out var separator);
        var errors = new ErrorList();
        return CsvLayout.Of(kind, header, errors) is { } layout
            ? new(kind, encoding, separator, layout)
            : throw new UnreadableInputException(string.Join(' ', errors.Select(error => error.Message)));
    }

    public override RecordLine? Read(InputLine line, PublishingContext context, ErrorList errors)
    {
        if (!Utf8.IsValid(line.Bytes.Span))
        {
            errors.Add("", ErrorCodes.InvalidUtf8, "The row is not valid UTF-8; if the file is in another encoding, name it, such as windows-1252 for a spreadsheet's plain CSV in Western Europe: Content-Type: text/csv; charset=windows-1252, or --charset windows-1252 on the command line.");
            return null;
        }

        var cells = CsvFields.Split(System.Text.Encoding.UTF8.GetString(line.Bytes.Span), _separator);
        CheckCells(cells, errors);
        if (errors.Count > 0)
        {
            return null;
        }

        _buffer.ResetWrittenCount();
        CsvRowJson.Write(_layout.Root, cells, _buffer);
        var wrong = new ErrorList();
        var read = RecordReader.ReadLine(_buffer.WrittenMemory, _kind, EnvelopeMembers.Line, context, wrong);
        foreach (var error in wrong)
        {
            errors.Add(_json.ColumnOf(error.Pointer, cells), error.Code, error.Message);
        }

        return read;
    }

    public override LineName NameOf(InputLine line)
    {
        if (_reference < 0 || !Utf8.IsValid(line.Bytes.Span))
        {
            return new(_kind, null);
        }

        var cells = CsvFields.Split(System.Text.Encoding.UTF8.GetString(line.Bytes.Span), _separator);
        return new(_kind, _reference < cells.Count ? RecordReader.ReadReference(cells[_reference]) : null);
    }

    /// <summary>The names in the first row, cut at whichever separator it has most of.</summary>
    internal static List<string> Header(string text, out char separator)
    {
        separator = ',';
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = (end < 0 ? text : text[..end]).TrimEnd('\r');
        var most = 0;
        foreach (var candidate in Separators)
        {
            var cells = CsvFields.Split(first, candidate).Count;
            (most, separator) = cells > most ? (cells, candidate) : (most, separator);
        }

        return CsvFields.Split(first, separator);
    }

    private void Collect(CsvNode node)
    {
        if (node.Column is { } column)
        {
            _cells.Add((column, node.Cell));
        }

        foreach (var child in node.Children)
        {
            Collect(child);
        }
    }

    private void CheckCells(List<string> cells, ErrorList errors)
    {
        for (var extra = _layout.Columns.Count; extra < cells.Count; extra++)
        {
            if (cells[extra].Length > 0)
            {
                errors.Add("", ErrorCodes.TooMany, "The row has more cells than the header has columns: a cell that holds the separator must be in quotes.");
                break;
            }
        }

        foreach (var (column, kind) in _cells)
        {
            if (column < cells.Count && cells[column].Length > 0)
            {
                CheckCell(_layout.Columns[column], cells[column], kind, errors);
            }
        }
    }

    private void CheckCell(string column, string cell, CsvCell kind, ErrorList errors)
    {
        if (SpreadsheetDamage.Find(cell, kind) is { } damage)
        {
            errors.Add(column, ErrorCodes.SpreadsheetDamage, damage);
        }
        else if (cell.Contains('\uFFFD', StringComparison.Ordinal) && Encoding.Encoding is not null)
        {
            errors.Add(column, ErrorCodes.InvalidCharacter, $"The cell holds bytes that are not valid {Encoding.Encoding.WebName}.");
        }
    }
}
