using System.Globalization;
using System.Text.Json.Nodes;
using InfoShare.Shapes;

namespace InfoShare.Tests.Records;

/// <summary>Valid records in normal form with awkward texts, any numbers and some of their members, the same for the same seed.</summary>
internal sealed class AwkwardRecords(Random random)
{
    private static readonly string[] Pieces =
    [
        "\"", "\\", "/", "<b>", "&amp;", "'", "\\u0041", "\\n", "{}", ",", ":", "é", "ß", "€", "中", "한", "\u2028", "\u2029", "\ufffd", "\ue000",
        "\ud83d\ude00", "\ud835\udcb3", "\ud800\udf48", " ", "a", "null", "\u00a0", "\uffee", "\ufb01",
    ];

    /// <summary>Control characters, which prose alone may hold.</summary>
    private static readonly string[] InProse = ["\n", "\t", "\n\n", "\t\""];

    /// <summary>Members whose contents say together what is valid; they stay as they are.</summary>
    private static readonly string[] Kept = ["label", "identifiers", "stores", "relatedRecords"];

    private int _texts;

    /// <param name="normal">A record in normal form.</param>
    public JsonNode Of(Shape shape, JsonNode normal) => shape switch
    {
        ArrayShape array => new JsonArray([.. normal.AsArray().Select(item => Of(array.Item, item!))]),
        ObjectShape members => Members(members, normal.AsObject()),
        TextShape text => JsonValue.Create(Text(text)),
        IntegerShape whole => JsonValue.Create(Number(whole)),
        _ => normal.DeepClone(),
    };

    private JsonObject Members(ObjectShape shape, JsonObject normal)
    {
        var members = new JsonObject();
        foreach (var (name, value) in normal)
        {
            var member = shape.Members.Single(each => each.Name == name);
            var isKept = Kept.Contains(name);
            if (isKept || member.IsRequired || name == "names" || random.Next(4) > 0)
            {
                members[name] = isKept ? value!.DeepClone() : Of(member.Shape, value!);
            }
        }

        return members;
    }

    /// <summary>No two alike, so that no list has the same twice.</summary>
    private string Text(TextShape shape)
    {
        var (text, end) = ("x", $"{(++_texts).ToString(CultureInfo.InvariantCulture)}.");
        string[] pieces = shape.Kind == TextKind.Prose ? [.. Pieces, .. InProse] : Pieces;
        for (var left = random.Next(8); left > 0; left--)
        {
            var piece = pieces[random.Next(pieces.Length)];
            text += text.Length + piece.Length + end.Length > shape.MaxLength ? "" : piece;
        }

        return text + end;
    }

    private long Number(IntegerShape shape) => random.Next(4) switch
    {
        0 => shape.Min,
        1 => shape.Max,
        _ => random.NextInt64(shape.Min, shape.Max),
    };
}
