using System.Text;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using static InfoShare.Tests.Records.RecordReading;

namespace InfoShare.Tests.Records;

public sealed class RecordFuzzTests
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "1.5", "123456789012345678901234567890", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"",
        "\"2026-02-29\"", "\"9999-12-31T23:59:59-14:00\"", "\"1900-01-01T00:00:00+14:00\"", "\"EUR\"", "\"http://[\"", "\"https://xn--/\"", "\"x-\"", "\"a-b-\"",
        "[]", "{}", "[[]]", "[{}]", "[null]", "{\"kind\":\"company\"}", "{\"value\":\"1\",\"currency\":7}", "[{\"scheme\":\"lei\",\"value\":\"\"}]",
        "[{\"scheme\":\"other\",\"value\":\":\",\"issuer\":\":\"}]", "[{\"platform\":\":\",\"id\":\":\"}]", "[\"http://a\",\"http://1.2.3.4\"]",
    ];

    [Fact]
    public void Whatever_Stands_In_A_Member_The_Answer_Is_A_Record_Or_Errors()
    {
        var names = Enum.GetValues<RecordKind>().Select(Code<RecordKind>.Of).ToArray();
        var change =
            from name in Gen.Elements(names)
            from pointer in Gen.Elements<string>([.. Pointers(Example(name), ""), "/op", "/ifVersion", "/change"])
            from value in Gen.Elements(Values)
            select (name, pointer, value);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(change.ToArbitrary(), c => Answers(With(c.name, c.pointer, "\"@@\"").ToJsonString().Replace("\"@@\"", c.value, StringComparison.Ordinal))));
    }

    [Fact]
    public void Whatever_Bytes_Come_The_Answer_Is_A_Record_Or_Errors()
    {
        var right = Encoding.UTF8.GetBytes(Example("sanction").ToJsonString());
        var damage =
            from at in Gen.Choose(0, right.Length - 1)
            from value in Gen.Choose(0, 255)
            from cut in Gen.Elements(0, 0, 0, 1)
            select (at, value, cut);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(damage.ToArbitrary(), d =>
        {
            var bytes = right.ToArray();
            bytes[d.at] = (byte)d.value;
            var errors = new ErrorList();
            var line = RecordReader.ReadLine(bytes.AsMemory(0, d.cut == 1 ? d.at : bytes.Length), null, EnvelopeMembers.Line, Context, errors);
            return line is null == errors.Count > 0;
        }));
    }

    // A record or errors, never both; and a record's normal form reads as itself.
    private static bool Answers(string json)
    {
        var errors = new ErrorList();
        var line = Read(json, errors);
        if (line?.Draft is not { } draft)
        {
            return line is null == errors.Count > 0;
        }

        var again = RecordReader.ReadLine(draft.Body, draft.Kind, EnvelopeMembers.None, Context, errors);
        return errors.Count == 0 && again!.Draft!.Body.Span.SequenceEqual(draft.Body.Span);
    }

    private static IEnumerable<string> Pointers(System.Text.Json.Nodes.JsonNode? node, string pointer) => node switch
    {
        System.Text.Json.Nodes.JsonObject members => members.SelectMany(pair => Pointers(pair.Value, $"{pointer}/{pair.Key}").Prepend($"{pointer}/{pair.Key}")),
        System.Text.Json.Nodes.JsonArray items => items.SelectMany((item, index) => Pointers(item, $"{pointer}/{index}").Prepend($"{pointer}/{index}")),
        _ => [],
    };
}
