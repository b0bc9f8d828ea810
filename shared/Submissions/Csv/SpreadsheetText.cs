namespace InfoShare.Submissions.Csv;

/// <summary>Reads a cell's text as it was meant in the spreadsheet.</summary>
internal static class SpreadsheetText
{
    /// <summary>
    /// <c>="00123"</c>, a formula by which people keep a spreadsheet from taking a text for a number, is the text 00123. Lines within a cell
    /// end with line feeds, also where the spreadsheet ends them with carriage returns.
    /// </summary>
    public static string Read(string cell) => Unwrapped(
        cell.Contains('\r', StringComparison.Ordinal) ? cell.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : cell);

    private static string Unwrapped(string cell)
    {
        if (cell.Length < 3 || !cell.StartsWith("=\"", StringComparison.Ordinal) || cell[^1] != '"')
        {
            return cell;
        }

        // A single quote within would end the text: that is another formula, such as ="a"&"b".
        var text = cell[2..^1].Replace("\"\"", "\0", StringComparison.Ordinal);
        return text.Contains('"', StringComparison.Ordinal) ? cell : text.Replace('\0', '"').Trim();
    }
}
