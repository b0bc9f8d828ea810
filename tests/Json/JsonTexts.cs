using System.Globalization;
using System.Text.Json;

namespace InfoShare.Tests.Json;

/// <summary>Random JSON, the same for the same seed.</summary>
internal sealed class JsonTexts(int seed)
{
    private static readonly string[] Words = ["", "a", "b", "é", "е\u0301", "€", "\ud83d\ude00", "\ufb33", "\n\t\"\\/", "\u0001", "names", "~/"];

    private readonly Random _random = new(seed);

    /// <summary>A valid text of few levels.</summary>
    public string Next(int depth = 4) => _random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => "null",
        1 => "true",
        2 => _random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
        3 => (BitConverter.Int64BitsToDouble(_random.NextInt64()) is var number && double.IsFinite(number) ? number : 0.5).ToString("R", CultureInfo.InvariantCulture),
        4 or 5 => Text(),
        6 => "[" + string.Join(" , ", Enumerable.Range(0, _random.Next(4)).Select(_ => Next(depth - 1))) + "]",
        _ => Object(depth),
    };

    /// <summary>The text with some bytes changed, removed, doubled or put in.</summary>
    public byte[] Mutate(byte[] text)
    {
        var bytes = text.ToList();
        for (var left = _random.Next(1, 4); left > 0 && bytes.Count > 0; left--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(4))
            {
                case 0: bytes[at] = (byte)_random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(_random.Next(1, 9), bytes.Count - at))); break;
                default: bytes.InsertRange(at, "\\ud800"u8.ToArray()); break;
            }
        }

        return [.. bytes];
    }

    /// <summary>The same value with the members of every object in another order.</summary>
    public string Shuffle(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = element.EnumerateObject().ToArray();
                _random.Shuffle(members);
                return "{" + string.Join(',', members.Select(member => JsonSerializer.Serialize(member.Name) + ": " + Shuffle(member.Value))) + "}";
            case JsonValueKind.Array:
                return "[" + string.Join(',', element.EnumerateArray().Select(Shuffle)) + "]";
            default:
                return element.GetRawText();
        }
    }

    private string Object(int depth)
    {
        var names = Enumerable.Range(0, _random.Next(5)).Select(_ => Words[_random.Next(Words.Length)]).Distinct();
        return "{" + string.Join(",\n", names.Select(name => JsonSerializer.Serialize(name) + ":" + Next(depth - 1))) + "}";
    }

    private string Text() => JsonSerializer.Serialize(string.Concat(Enumerable.Range(0, _random.Next(4)).Select(_ => Words[_random.Next(Words.Length)])));
}
