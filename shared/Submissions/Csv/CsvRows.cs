using System.Text;
using System.Text.Unicode;
using InfoShare.Records;

namespace InfoShare.Submissions.Csv;

/// <summary>The rows of one CSV as cells, and back.</summary>
public sealed class CsvRows(CsvOpening opening)
{
    /// <summary>The column that says what is wrong with a row that comes back. It is passed over when the row is sent again.</summary>
    public const string ErrorsColumn = "errors";

    private readonly int _reference = IndexOf(opening.Columns, "reference");

    private readonly int _errors = IndexOf(opening.Columns, ErrorsColumn);

    private readonly byte[] _empty = Encoding.ASCII.GetBytes($" \t\r\n\"{opening.Separator}");

    public CsvOpening Opening => opening;

    /// <summary>The cells as they are meant; see <see cref="SpreadsheetText"/>.</summary>
    public List<string> Read(ReadOnlySpan<byte> row)
    {
        var cells = Split(row);
        for (var column = 0; column < cells.Count; column++)
        {
            cells[column] = SpreadsheetText.Read(cells[column]);
        }

        return cells;
    }

    /// <summary>There is nothing in any of its cells: a spreadsheet writes such rows for what was once filled in. They are passed over.</summary>
    public bool IsBlank(ReadOnlySpan<byte> row) => row.IndexOfAnyExcept(_empty) < 0 && Split(row).TrueForAll(cell => cell.Length == 0);

    /// <summary>The reference that the row gives, in NFC; null if it gives none.</summary>
    public string? ReferenceOf(ReadOnlySpan<byte> row)
    {
        if (_reference < 0 || !Utf8.IsValid(row))
        {
            return null;
        }

        var cells = Read(row);
        return _reference < cells.Count ? RecordReader.ReadReference(cells[_reference]) : null;
    }

    /// <summary>The first of the columns that has one of these names, from 0; null if there is none.</summary>
    public int? ColumnOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (IndexOf(opening.Columns, name) is >= 0 and var column)
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>The row as it is, but for other cells in these columns; cells that it lacks before them are empty.</summary>
    public byte[] With(ReadOnlySpan<byte> row, params ReadOnlySpan<(int Column, string Cell)> changes)
    {
        var cells = Split(row);
        foreach (var (column, cell) in changes)
        {
            cells.AddRange(Enumerable.Repeat("", Math.Max(0, column + 1 - cells.Count)));
            cells[column] = cell;
        }

        return Join(cells.Select(cell => CsvFields.Write(cell, opening.Separator)));
    }

    /// <summary>The header with the column for errors.</summary>
    public byte[] WithErrorsColumn(ReadOnlySpan<byte> header) =>
        _errors >= 0 ? header.ToArray() : [.. header, (byte)opening.Separator, .. Encoding.UTF8.GetBytes(ErrorsColumn)];

    /// <summary>
    /// The row with what is wrong with it in the column for errors, or behind all its cells where it has more than the header: nothing of the
    /// row is lost. The text is in quotes, so that a quote left open before it swallows no other row.
    /// </summary>
    /// <param name="isInOrder">Its cells can be told apart.</param>
    public byte[] WithErrors(ReadOnlySpan<byte> row, bool isInOrder, string errors)
    {
        var quoted = $"\"{errors.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var cells = isInOrder && Utf8.IsValid(row) ? Split(row) : null;
        if (cells is not null && _errors >= 0 && _errors < cells.Count && cells.Count <= opening.Columns.Count)
        {
            return Join(cells.Select((cell, column) => column == _errors ? quoted : CsvFields.Write(cell, opening.Separator)));
        }

        var behind = _errors >= 0 ? _errors : opening.Columns.Count;
        var missing = cells is null ? 1 : Math.Max(1, behind + 1 - cells.Count);
        return [.. row, .. Encoding.UTF8.GetBytes(new string(opening.Separator, missing) + quoted)];
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name) =>
        columns.Index().FirstOrDefault(column => column.Item.Equals(name, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;

    private byte[] Join(IEnumerable<string> written) => Encoding.UTF8.GetBytes(string.Join(opening.Separator, written));

    private List<string> Split(ReadOnlySpan<byte> row) => CsvFields.Split(Encoding.UTF8.GetString(row), opening.Separator);
}
