using System.Collections.Frozen;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;

namespace InfoShare.Submissions.Csv;

/// <summary>The documented columns of each kind, in the order of a template: every value of the record, lists by their first item.</summary>
public static class CsvColumns
{
    private static readonly string[] First =
    [
        "reference", "name", "name.2", "id.uscc", "id.vat", "id.lei", "id.registration", "id.tax", "id.domain", "country", "merchant.kind",
        "merchant.role", "address", "address.city", "address.country", "url", "tlp", "audience", "summary", "language",
    ];

    /// <summary>What the first ones say already, or few have need of.</summary>
    private static readonly string[] LeftOut = ["merchant", "label", "reference", "summary", "language"];

    private static readonly FrozenDictionary<RecordKind, IReadOnlyList<string>> Columns =
        Enum.GetValues<RecordKind>().ToFrozenDictionary(kind => kind, Build);

    public static IReadOnlyList<string> Of(RecordKind kind) => Columns[kind];

    private static IReadOnlyList<string> Build(RecordKind kind)
    {
        var shape = RecordShapes.Of(kind);
        var common = RecordShapes.Of(kind == RecordKind.Alert ? RecordKind.Case : RecordKind.Alert).Members.Select(member => member.Name).ToHashSet();
        var members = shape.Members.Where(member => !LeftOut.Contains(member.Name)).ToList();
        var own = members.Where(member => !common.Contains(member.Name));
        var shared = members.Where(member => common.Contains(member.Name));
        return [.. First, .. own.Concat(shared).SelectMany(member => Leaves(member.Name, member.Shape)), "op", "ifVersion", "reason"];
    }

    private static IEnumerable<string> Leaves(string path, Shape shape) => (shape is IdentifierShape ? IdentifierShape.Described : shape) switch
    {
        ObjectShape inner => inner.Members.SelectMany(member => Leaves($"{path}.{member.Name}", member.Shape)),
        ArrayShape { Item: StringShape } => [path],
        ArrayShape list => Leaves($"{path}.1", list.Item),
        _ => [path],
    };
}
