using System.Text;
using System.Text.Json;

namespace InfoShare.Tests.Sequencing;

/// <summary>The same JSON as another version of the hub might have stored it: members in another order, others among them, names escaped, spaces.</summary>
internal sealed class OtherOrder(Random random)
{
    private static readonly string[] Unknown =
    [
        "\"future\":1.5e3", "\"\":{\"header\":{\"id\":[]},\"tlp\":[[]]}", "\"names\u00e4\":[{\"text\":null}]", "\"Id\":\"\\ud83d\\ude00\"", "\"reasons\":true", "\"x\":null",
    ];

    public byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetBytes(Of(document.RootElement));
    }

    private string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{ {string.Join(" ,\n", Members(element))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", element.EnumerateArray().Select(Of))} ]",
        _ => element.GetRawText(),
    };

    private string[] Members(JsonElement element)
    {
        var members = element.EnumerateObject().Select(member => $"\"{Name(member.Name)}\" : {Of(member.Value)}")
            .Concat(Unknown.Where(_ => random.Next(4) == 0))
            .ToArray();
        random.Shuffle(members);
        return members;
    }

    private string Name(string name) => random.Next(4) == 0 ? $"\\u{(int)name[0]:x4}{name[1..]}" : name;
}
