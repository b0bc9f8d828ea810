using System.Globalization;
using InfoShare.Codes.Lists;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;

namespace InfoShare.Submissions.Csv;

/// <summary>
/// Finds what a column's name means, by walking the kind's shapes: <c>merchant.names.2.text</c>. A list's index counts from 1 and may be left
/// out for the first; the documented short forms (<c>name.2</c>, <c>id.uscc</c>, <c>tlp</c> …) stand for such paths.
/// </summary>
internal sealed class CsvPaths(RecordKind kind)
{
    /// <summary>First steps that stand for longer ones.</summary>
    private static readonly Dictionary<string, string[]> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = ["merchant", "names"],
        ["address"] = ["merchant", "addresses"],
        ["url"] = ["merchant", "urls"],
        ["store"] = ["merchant", "stores"],
        ["country"] = ["merchant", "country"],
        ["tlp"] = ["label", "tlp"],
        ["audience"] = ["label", "audience"],
        ["except"] = ["label", "except"],
        ["measure"] = ["measures"],
        ["party"] = ["parties"],
        ["product"] = ["products"],
        ["declaration"] = ["declarations"],
        ["indicator"] = ["indicators"],
        ["reason"] = ["change", "reason"],
    };

    private readonly ObjectShape _record = RecordShapes.Of(kind);

    private readonly ObjectShape _envelope = EnvelopeShape.Of(EnvelopeMembers.Line);

    /// <summary>The value that the column gives, placed in the tree of <paramref name="root"/>; null if there is no such column.</summary>
    public CsvNode? Resolve(string column, CsvNode root)
    {
        var steps = column.Split('.');
        if (steps.Length > 1 && string.Equals(steps[0], "id", StringComparison.OrdinalIgnoreCase))
        {
            return Identifier(steps, root);
        }

        var path = new Queue<string>(Aliases.TryGetValue(steps[0], out var longer) ? [.. longer, .. steps[1..]] : steps);
        var first = Member(_record, path.Peek()) ?? Member(_envelope, path.Peek());
        if (first is null || path.Dequeue().Length == 0)
        {
            return null;
        }

        // Nothing is placed before the whole name is understood.
        return Walk(first, path) is { } found ? Place(found, root) : null;
    }

    /// <summary>The documented column that is spelt most like <paramref name="name"/>, if one is near.</summary>
    public string? Nearest(string name)
    {
        var near = CsvColumns.Of(kind).MinBy(known => Spelling.Distance(known, name));
        return near is not null && Spelling.Distance(near, name) <= Math.Max(2, name.Length / 3) ? near : null;
    }

    private static Member? Member(ObjectShape shape, string step) =>
        shape.Members.FirstOrDefault(member => string.Equals(member.Name, step, StringComparison.OrdinalIgnoreCase));

    private static (List<(string Name, bool IsList)> Steps, CsvCell Cell)? Walk(Member first, Queue<string> path)
    {
        var steps = new List<(string Name, bool IsList)>();
        var (name, shape) = (first.Name, first.Shape);
        while (true)
        {
            shape = shape is IdentifierShape ? IdentifierShape.Described : shape;
            switch (shape)
            {
                case ObjectShape inner:
                    steps.Add((name, false));
                    var step = path.Count > 0 ? path.Dequeue() : "text";
                    if (Member(inner, step) is not { } member)
                    {
                        return null;
                    }

                    (name, shape) = (member.Name, member.Shape);
                    break;
                case ArrayShape list when path.Count == 0 && CellOfList(name, list) is { } cell:
                    steps.Add((name, false));
                    return (steps, cell);
                case ArrayShape list:
                    if (Index(path, list.Max) is not { } index)
                    {
                        return null;
                    }

                    steps.Add((name, true));
                    (name, shape) = (index.ToString(CultureInfo.InvariantCulture), list.Item);
                    break;
                default:
                    steps.Add((name, false));
                    return path.Count == 0 ? (steps, CellOf(shape)) : null;
            }
        }
    }

    /// <summary>A list that one cell can give whole.</summary>
    private static CsvCell? CellOfList(string name, ArrayShape list) => list.Item switch
    {
        ObjectShape => name == "audience" ? CsvCell.Audience : null,
        StringShape => CsvCell.List,
        _ => null,
    };

    private static CsvCell CellOf(Shape shape) => shape switch
    {
        IntegerShape => CsvCell.Integer,
        BooleanShape => CsvCell.Boolean,
        DateShape or InstantShape or MomentShape => CsvCell.Date,
        _ => CsvCell.Text,
    };

    private static int? Index(Queue<string> path, int max)
    {
        if (!path.TryPeek(out var step) || step.Length == 0 || !char.IsAsciiDigit(step[0]))
        {
            return 1;
        }

        path.Dequeue();
        return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index >= 1 && index <= max ? index : null;
    }

    private static CsvNode Place((List<(string Name, bool IsList)> Steps, CsvCell Cell) found, CsvNode root)
    {
        var node = root;
        foreach (var (name, isList) in found.Steps)
        {
            node = node.Child(name, isList);
            AddDefaults(node, root);
        }

        node.Cell = found.Cell;
        return node;
    }

    /// <summary>
    /// The columns' documented meaning: <c>name</c> is the legal name, the further ones are aliases, unless their kind is given; a merchant of
    /// which no kind is given is of kind unknown.
    /// </summary>
    private static void AddDefaults(CsvNode node, CsvNode root)
    {
        if (node.Name == "merchant")
        {
            node.Child("kind", false).Default = "unknown";
        }
        else if (root.Children.FirstOrDefault(child => child.Name == "merchant")?.Children.FirstOrDefault(child => child.Name == "names") is { } names
            && names.Children.Contains(node))
        {
            node.Child("kind", false).Default = node.Name == "1" ? "legal" : "alias";
        }
    }

    /// <summary><c>id.uscc</c>, <c>id.uscc.2</c>, <c>id.uscc.2.unverified</c>: an identifier of the scheme, beside those with a number.</summary>
    private static CsvNode? Identifier(string[] steps, CsvNode root)
    {
        var path = new Queue<string>(steps[2..]);
        var scheme = IdentifierSchemes.List.Entries.Select(entry => entry.Code)
            .FirstOrDefault(code => string.Equals(code, steps[1], StringComparison.OrdinalIgnoreCase));
        var index = Index(path, max: 50);
        var name = path.Count > 0 ? path.Dequeue() : "value";
        if (scheme is null || index is null || path.Count > 0 || Member(IdentifierShape.Described, name) is not { Name: not "scheme" } member)
        {
            return null;
        }

        var merchant = root.Child("merchant", false);
        AddDefaults(merchant, root);
        var identifier = merchant.Child("identifiers", true).Child(string.Create(CultureInfo.InvariantCulture, $"{scheme}.{index}"), false);
        identifier.Child("scheme", false).Default = scheme;
        var leaf = identifier.Child(member.Name, false);
        leaf.Cell = CellOf(member.Shape);
        return leaf;
    }
}
