using System.Text.RegularExpressions;

namespace InfoShare.Submissions.Csv;

/// <summary>Knows cells that a spreadsheet has ruined: what was in them cannot be got back, and must not be guessed.</summary>
internal static partial class SpreadsheetDamage
{
    /// <summary>What is wrong with the cell, in a sentence; null if nothing is.</summary>
    public static string? Find(string cell, CsvCell kind)
    {
        if (cell[0] == '#' && (ErrorValue().IsMatch(cell) || cell.AsSpan().IndexOfAnyExcept('#') < 0))
        {
            return $"'{cell[..Math.Min(cell.Length, 20)]}' is what a spreadsheet shows in place of a value that it lacks or has no room for.";
        }

        if (Scientific().IsMatch(cell))
        {
            return $"'{cell[..Math.Min(cell.Length, 40)]}' is a number that a spreadsheet has rounded, and digits of it are lost: format the column as text before filling it in.";
        }

        if (TextMark().IsMatch(cell))
        {
            return $"'{cell[..Math.Min(cell.Length, 40)]}' begins with the apostrophe by which a spreadsheet marks a text: leave it out, in a column formatted as text.";
        }

        return kind == CsvCell.Date && DayNumber().IsMatch(cell)
            ? $"'{cell}' is a spreadsheet's number for a day: write it as YYYY-MM-DD, in a column formatted as text."
            : null;
    }

    [GeneratedRegex(@"^[+-]?[0-9]([.,][0-9]+)?E[+-][0-9]{2,3}$", RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();

    /// <summary>Before digits or a formula's sign, where it does something in a spreadsheet; names such as 's-Hertogenbosch are names.</summary>
    [GeneratedRegex(@"^'([0-9][0-9 .,:/+-]*$|[=+@-])")]
    private static partial Regex TextMark();

    [GeneratedRegex(@"^#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BUSY!|FIELD!)$", RegexOptions.IgnoreCase)]
    private static partial Regex ErrorValue();

    [GeneratedRegex(@"^[0-9]{5}([.,][0-9]+)?$")]
    private static partial Regex DayNumber();
}
