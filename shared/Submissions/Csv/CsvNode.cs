using System.Globalization;

namespace InfoShare.Submissions.Csv;

/// <summary>How a cell's text becomes JSON.</summary>
internal enum CsvCell
{
    Text,
    Integer,
    Boolean,

    /// <summary>A legal date or an instant: a text, in which a spreadsheet's day number is damage.</summary>
    Date,

    /// <summary>Several texts, separated by semicolons.</summary>
    List,

    /// <summary>An audience in its compact form.</summary>
    Audience,
}

/// <summary>
/// A part of the JSON that rows become: an object, a list or a value. Lists and objects without any cell are left out, and so are the gaps
/// in lists.
/// </summary>
internal sealed class CsvNode(string name, bool isList)
{
    private readonly List<CsvNode> _children = [];

    /// <summary>The member's name, or in a list what tells its items apart.</summary>
    public string Name => name;

    public bool IsList => isList;

    public IReadOnlyList<CsvNode> Children => _children;

    /// <summary>The value's column, from 0; null in objects, lists and values that no column gives.</summary>
    public int? Column { get; set; }

    public CsvCell Cell { get; set; }

    /// <summary>What the value is when its cell is empty and something else of its object is given.</summary>
    public string? Default { get; set; }

    public CsvNode Child(string child, bool childIsList)
    {
        var node = _children.Find(candidate => string.Equals(candidate.Name, child, StringComparison.Ordinal));
        if (node is null)
        {
            node = new(child, childIsList);
            _children.Add(node);
            if (isList)
            {
                _children.Sort((left, right) => Order(left.Name).CompareTo(Order(right.Name)));
            }
        }

        return node;
    }

    public bool IsGiven(IReadOnlyList<string> cells) =>
        Column is { } column ? column < cells.Count && cells[column].Length > 0 : _children.Exists(child => child.IsGiven(cells));

    /// <summary>Numbered items first, in their order; then those that are told apart otherwise, as they came.</summary>
    private static int Order(string item) =>
        int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue;
}
