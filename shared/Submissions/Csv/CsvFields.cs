using System.Text;

namespace InfoShare.Submissions.Csv;

/// <summary>The cells of one row (RFC 4180): quotes count at a cell's beginning only, and a doubled one within quotes is one.</summary>
internal static class CsvFields
{
    public static List<string> Split(string row, char separator)
    {
        var cells = new List<string>();
        var at = 0;
        while (true)
        {
            cells.Add(at < row.Length && row[at] == '"' ? Quoted(row, ref at, separator) : Plain(row, ref at, separator));
            if (at >= row.Length)
            {
                return cells;
            }

            at++;
        }
    }

    private static string Plain(string row, ref int at, char separator)
    {
        var start = at;
        at = row.IndexOf(separator, at);
        at = at < 0 ? row.Length : at;
        return row[start..at].Trim();
    }

    private static string Quoted(string row, ref int at, char separator)
    {
        var cell = new StringBuilder();
        for (at++; at < row.Length; at++)
        {
            if (row[at] != '"')
            {
                cell.Append(row[at]);
            }
            else if (at + 1 < row.Length && row[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                break;
            }
        }

        return cell.Append(Plain(row, ref at, separator)).ToString().Trim();
    }

    /// <summary>A cell as one writes it: in quotes where it needs them.</summary>
    public static string Write(string cell, char separator) =>
        cell.AsSpan().ContainsAny(['"', '\n', '\r', separator]) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
