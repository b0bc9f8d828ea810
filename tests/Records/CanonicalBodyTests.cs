using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;
using InfoShare.Tests.Json;
using static InfoShare.Tests.Records.RecordReading;

namespace InfoShare.Tests.Records;

/// <summary>What the hub stores of a record, and commits itself to, is the canonical JSON of RFC 8785, as an implementation of its own says it.</summary>
public sealed class CanonicalBodyTests
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(RecordKind.Sanction)]
    [InlineData(RecordKind.Case)]
    [InlineData(RecordKind.Alert)]
    public void The_Body_Of_Any_Record_Is_Its_Canonical_Form_However_It_Was_Sent(RecordKind kind)
    {
        var normal = JsonNode.Parse(Right(Example(Code<RecordKind>.Of(kind))).Body.Span)!;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<int>(seed =>
        {
            var record = new AwkwardRecords(new Random(seed)).Of(RecordShapes.Of(kind), normal);

            var errors = new ErrorList();
            var draft = Read(Sent(record, seed), errors, kind, EnvelopeMembers.None)?.Draft;

            Assert.Empty(errors);
            Assert.Equal(Encoding.UTF8.GetString(Canonical(record)), Encoding.UTF8.GetString(draft!.Body.Span));
            Assert.Equal(Canonical(record), draft.Body.ToArray());
        }));
    }

    [Fact]
    public void Any_Text_Is_Written_As_The_Canonical_Form_Has_It() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<char[]>(units => AssertWritten(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(units)))));

    [Fact]
    public void Every_Character_Is_Written_As_The_Canonical_Form_Has_It()
    {
        foreach (var unit in Enumerable.Range(0, 0x11000).Where(unit => unit is < 0xD800 or > 0xDFFF))
        {
            AssertWritten(char.ConvertFromUtf32(unit));
        }
    }

    [Fact]
    public void Any_Whole_Number_That_A_Record_May_Have_Is_Written_As_The_Canonical_Form_Has_It() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<long>(number =>
        {
            const long MostOfADouble = 1L << 53;
            var buffer = new CanonicalBuffer();
            buffer.Number(number % MostOfADouble);
            Assert.Equal(Canonical(JsonValue.Create(number % MostOfADouble)), buffer.Written.ToArray());
        }));

    private static void AssertWritten(string text)
    {
        var buffer = new CanonicalBuffer();
        buffer.Text(text);
        Assert.Equal(Canonical(JsonValue.Create(text)!), buffer.Written.ToArray());
    }

    /// <summary>Members in another order; every other time with escapes where there need be none.</summary>
    private static string Sent(JsonNode record, int seed)
    {
        using var document = JsonDocument.Parse(seed % 2 == 0 ? record.ToJsonString() : record.ToJsonString(Unescaped));
        return new JsonTexts(seed).Shuffle(document.RootElement);
    }

    private static byte[] Canonical(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return CanonicalJson.Write(document.RootElement);
    }
}
