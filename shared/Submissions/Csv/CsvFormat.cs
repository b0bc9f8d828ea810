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

    private readonly CsvLayout _layout;

    private readonly CsvRowJson _json;

    private readonly List<(int Column, CsvCell Cell)> _cells = [];

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private CsvFormat(RecordKind kind, CsvOpening opening, CsvLayout layout)
        : base(opening.Encoding)
    {
        (_kind, _layout, _json, Rows) = (kind, layout, new(layout), new(opening));
        Collect(layout.Root);
    }

    public CsvRows Rows { get; }

    public override LineBoundary Boundary => Rows.Opening.Boundary;

    public override int HeaderLines => 1;

    /// <summary>Reads the header off the beginning of the input.</summary>
    /// <exception cref="UnreadableInputException">There is none, or it names columns that there are not.</exception>
    public static CsvFormat Of(RecordKind kind, ReadOnlySpan<byte> sample, string? charset)
    {
        var opening = CsvOpening.Read(sample, charset);
        var errors = new ErrorList();
        return CsvLayout.Of(kind, opening.Columns, errors) is { } layout
            ? new(kind, opening, layout)
            : throw new UnreadableInputException(string.Join(' ', errors.Select(error => error.Message)));
    }

    public override bool IsBlank(InputLine line) => !line.TooLong && Rows.IsBlank(line.Bytes.Span);

    public override RecordLine? Read(InputLine line, PublishingContext context, ErrorList errors)
    {
        if (!Utf8.IsValid(line.Bytes.Span))
        {
            errors.Add("", ErrorCodes.InvalidUtf8, "The row is not valid UTF-8; if the file is in another encoding, name it, such as windows-1252 for a spreadsheet's plain CSV in Western Europe: Content-Type: text/csv; charset=windows-1252, or --charset windows-1252 on the command line.");
            return null;
        }

        var cells = Rows.Read(line.Bytes.Span);
        if (HasMoreThanHeader(cells))
        {
            // Its cells are in the wrong columns, and whatever would be said of them is not true of what was meant.
            errors.Add("", ErrorCodes.TooMany, "The row has more cells than the header has columns: a cell that holds the separator must be in quotes.");
            return null;
        }

        CheckCells(cells, errors);
        return ReadCells(cells, context, errors);
    }

    public override LineName NameOf(InputLine line) => new(_kind, Rows.ReferenceOf(line.Bytes.Span));

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

    private bool HasMoreThanHeader(List<string> cells) => cells.Skip(_layout.Columns.Count).Any(cell => cell.Length > 0);

    /// <summary>Null if anything is wrong. A cell that was found damaged is told of once.</summary>
    private RecordLine? ReadCells(List<string> cells, PublishingContext context, ErrorList errors)
    {
        _buffer.ResetWrittenCount();
        CsvRowJson.Write(_layout.Root, cells, _buffer);
        var (wrong, damaged) = (new ErrorList(), errors.Count);
        var read = RecordReader.ReadLine(_buffer.WrittenMemory, _kind, EnvelopeMembers.Line, context, wrong);
        foreach (var (pointer, code, message) in wrong)
        {
            var column = _json.ColumnOf(pointer, cells);
            if (!errors.Take(damaged).Any(error => error.Pointer == column))
            {
                errors.Add(column, code, message);
            }
        }

        return errors.Count == 0 ? read : null;
    }

    private void CheckCells(List<string> cells, ErrorList errors)
    {
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
        else if (cell.Contains('\uFFFD', StringComparison.Ordinal))
        {
            errors.Add(column, ErrorCodes.InvalidCharacter, Lost());
        }
    }

    /// <summary>The sign stands in the place of what could not be read, here or by whoever converted the file before.</summary>
    private string Lost() => Encoding.Encoding is { } encoding
        ? $"The cell holds bytes that are not valid {encoding.WebName}."
        : "The cell holds U+FFFD, which stands where a character was lost when the file was converted: convert it anew, from the encoding that it was in.";
}
