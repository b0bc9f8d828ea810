using System.Text;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;

namespace InfoShare.Tests.Shapes;

public sealed class ShapeTests
{
    private static readonly ObjectShape Point = new(
        [Member.Required("x", new IntegerShape(0, 9), "Across."), Member.Optional("note", new TextShape(5, TextKind.Prose), "What is there.")]);

    private static readonly ArrayShape Points = new(Point, 3, min: 1, distinct: true);

    [Theory]
    [InlineData("""{"note":" a\r\nb ","x":1}""", """{"note":"a\nb","x":1}""")]
    [InlineData("""{"\u0078":1}""", """{"x":1}""")]
    [InlineData("""{"x":1,"note":"e\u0301\"\\"}""", """{"note":"é\"\\","x":1}""")]
    public void The_Normal_Form_Is_Canonical(string json, string expected) => Assert.Equal((expected, ""), Read(Point, json));

    [Theory]
    [InlineData("""{"x":10}""", "/x out-of-range")]
    [InlineData("""{"x":1.0}""", "/x out-of-range")]
    [InlineData("""{"x":1,"y/~":2}""", "/y~1~0 unknown-member")]
    [InlineData("""{"note":"abcdef"}""", "/note invalid-length, /x missing-member")]
    [InlineData("""{"x":1,"note":"\u0007"}""", "/note invalid-character")]
    [InlineData("""{"x":1,"note":"\u0000"}""", "/note invalid-character")]
    [InlineData("""{"x":null}""", "/x wrong-type")]
    public void What_Is_Wrong_Is_Said_With_Its_Place(string json, string expected) => Assert.Equal(expected, Read(Point, json).Errors);

    [Fact]
    public void A_List_Reads_All_Its_Items_And_Drops_Repeated_Ones()
    {
        Assert.Equal(("""[{"x":1},{"x":2}]""", ""), Read(Points, """[{"x":1},{"x":2},{"x":1}]"""));
        Assert.Equal("/0/x out-of-range, /2/x missing-member", Read(Points, """[{"x":-1},{"x":2},{}]""").Errors);
        Assert.Equal(" too-many", Read(Points, "[{},{},{},{}]").Errors);
        Assert.Equal(" too-few", Read(Points, "[]").Errors);
    }

    [Theory]
    [InlineData("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z")]
    [InlineData("2026-03-01t09:30:00z", "2026-03-01T09:30:00Z")]
    [InlineData("2026-03-01T09:30:00.1200000-05:30", "2026-03-01T15:00:00.12Z")]
    [InlineData("2026-03-01T23:59:60Z", null)]
    [InlineData("2026-03-01T24:00:00Z", null)]
    [InlineData("2026-03-01 09:30:00Z", null)]
    [InlineData("2026-03-01T09:30Z", null)]
    [InlineData("2026-03-01T09:30:00+8:00", null)]
    [InlineData("1899-12-31T23:59:59Z", null)]
    public void An_Instant_Ends_In_Z(string text, string? expected) =>
        Assert.Equal(expected is null ? "" : $"\"{expected}\"", Read(new InstantShape(), $"\"{text}\"") is (var normal, "") ? normal : "");

    [Theory]
    [InlineData("0", true)]
    [InlineData("0.10", true)]
    [InlineData("123456789012345678", true)]
    [InlineData("1234567890123456.78", true)]
    [InlineData("1234567890123456789", false)]
    [InlineData("01", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("1e3", false)]
    [InlineData("+1", false)]
    [InlineData("-1", false)]
    [InlineData("٣", false)]
    public void An_Amount_Has_At_Most_18_Plain_Digits(string text, bool right) =>
        Assert.Equal(right, Read(new DecimalShape(negative: false, ErrorCodes.InvalidAmount), $"\"{text}\"").Errors.Length == 0);

    [Theory]
    [InlineData("a@b.example", true)]
    [InlineData("a.b+c@sub.b.example", true)]
    [InlineData("a@b", false)]
    [InlineData("a@@b.example", false)]
    [InlineData("a b@c.example", false)]
    [InlineData("@b.example", false)]
    [InlineData("a@-b.example", false)]
    public void An_Email_Address_Is_Plain(string text, bool right) => Assert.Equal(right, Read(new EmailShape(), $"\"{text}\"").Errors.Length == 0);

    [Fact]
    public void Every_Record_Writes_A_Schema_That_Names_Its_Members()
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                writer.WriteStartObject();
                RecordShapes.Of(kind).WriteSchema(writer);
                writer.WriteEndObject();
            }

            using var schema = JsonDocument.Parse(stream.ToArray());
            Assert.Equal(
                RecordShapes.Of(kind).Members.Select(member => member.Name),
                schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name));
            Assert.All(schema.RootElement.GetProperty("properties").EnumerateObject(), property =>
                Assert.True(property.Value.TryGetProperty("type", out _) || property.Value.TryGetProperty("anyOf", out _)));
        }
    }

    private static (string Normal, string Errors) Read(Shape shape, string json)
    {
        var errors = new ErrorList();
        using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(json), errors);
        var reading = new ShapeReading();
        reading.Begin(errors);
        shape.Read(document!.RootElement, reading);
        return (Encoding.UTF8.GetString(reading.Normal.Written), string.Join(", ", errors.Select(error => $"{error.Pointer} {error.Code}")));
    }
}
