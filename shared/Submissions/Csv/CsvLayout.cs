using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions.Csv;

/// <summary>What each column of a CSV means for records of a kind.</summary>
internal sealed class CsvLayout
{
    private CsvLayout(IReadOnlyList<string> columns, CsvNode root)
    {
        (Columns, Root) = (columns, root);
    }

    /// <summary>As the header has them.</summary>
    public IReadOnlyList<string> Columns { get; }

    public CsvNode Root { get; }

    /// <summary>The layout of these columns, or null with everything that is wrong with the header in <paramref name="errors"/>, each by the column's name.</summary>
    public static CsvLayout? Of(RecordKind kind, IReadOnlyList<string> columns, ErrorList errors)
    {
        var paths = new CsvPaths(kind);
        var root = new CsvNode("", isList: false);
        for (var column = 0; column < columns.Count; column++)
        {
            if (columns[column].Length > 0 && !columns[column].Equals(CsvRows.ErrorsColumn, StringComparison.OrdinalIgnoreCase))
            {
                Place(paths, columns[column], column, root, errors);
            }
        }

        if (errors.Count == 0 && root.Children.Count == 0)
        {
            errors.Add("", ErrorCodes.MissingMember, "The first line is to name the columns, and names none.");
        }

        return errors.Count == 0 ? new(columns, root) : null;
    }

    private static void Place(CsvPaths paths, string name, int column, CsvNode root, ErrorList errors)
    {
        if (paths.Resolve(name, root) is not { } leaf)
        {
            var nearest = paths.Nearest(name) is { } known ? $" Do you mean '{known}'?" : "";
            errors.Add(name, ErrorCodes.UnknownMember, $"There is no column '{Shown(name)}'.{nearest}");
        }
        else if (leaf.Column is not null)
        {
            errors.Add(name, ErrorCodes.DuplicateMember, $"The column '{Shown(name)}' is there more than once, perhaps under another name.");
        }
        else
        {
            leaf.Column = column;
        }
    }

    private static string Shown(string name) => name.Length <= 60 ? name : $"{name[..60]}…";
}
