using System.Text;

namespace InfoShare.Cli.Screening;

/// <summary>The rows of a CSV (RFC 4180): quotes count at a cell's beginning, and a doubled one within quotes is one. The first line's separator is taken.</summary>
public static class CsvText
{
    private static readonly char[] Separators = [',', ';', '\t'];

    public static IEnumerable<List<string>> Rows(TextReader text)
    {
        var separator = '\0';
        while (text.ReadLine() is { } line)
        {
            if (separator == '\0')
            {
                separator = Separators.MaxBy(each => line.Count(letter => letter == each));
            }

            if (line.Length > 0)
            {
                yield return Cells(line, separator, text);
            }
        }
    }

    /// <summary>A cell for a spreadsheet to read: in quotes where it needs them, and no formula, since names are from outside.</summary>
    public static string Written(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is ('=' or '+' or '-' or '@') ? "'" + cell : cell;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Beginning(List<string> cells, StringBuilder cell)
    {
        const int Shown = 40;
        var text = cells.Count > 0 ? cells[0] : cell.ToString();
        return text.Length <= Shown ? text : text[..Shown] + "…";
    }

    private static List<string> Cells(string line, char separator, TextReader text)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; ; at++)
        {
            if (at == line.Length)
            {
                if (!isQuoted)
                {
                    cells.Add(cell.ToString());
                    return cells;
                }

                var next = text.ReadLine() ?? throw new UsageException($"A quote is opened and never closed, in the row that begins with '{Beginning(cells, cell)}'.");

                // A line break within quotes is part of the cell.
                cell.Append('\n');
                (line, at) = (next, -1);
            }
            else if (isQuoted && line[at] == '"' && at + 1 < line.Length && line[at + 1] == '"')
            {
                cell.Append(line[at++]);
            }
            else if (line[at] == '"' && (isQuoted || cell.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (line[at] == separator && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[at]);
            }
        }
    }
}
