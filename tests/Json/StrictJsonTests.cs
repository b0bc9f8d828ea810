using System.Text;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Json;

namespace InfoShare.Tests.Json;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a": 1, "a": 2}""", "duplicate-member", "/a")]
    [InlineData("""{"a": 1, "\u0061": 2}""", "duplicate-member", "/a")]
    [InlineData("""{"x": [0, {"p/q": {"b": 1, "c": [], "b": {}}}]}""", "duplicate-member", "/x/1/p~1q/b")]
    [InlineData("""{"names": [{"text": "ok"}, {"text": "\ud800"}]}""", "lone-surrogate", "/names/1/text")]
    [InlineData("""["\\ud800", "\udc00\ud800"]""", "lone-surrogate", "/1")]
    [InlineData("""["\ud83d\ude00", "\ud83d\ud83d"]""", "lone-surrogate", "/1")]
    [InlineData("""["\ud83d\u0041"]""", "lone-surrogate", "/0")]
    [InlineData("""{"a": {"\ud800": 1}}""", "lone-surrogate", "/a/\\ud800")]
    [InlineData("""{"a": 1,}""", "invalid-json", "/a")]
    [InlineData("""[1, 2,]""", "invalid-json", "/1")]
    [InlineData("""{"a": /* no */ 1}""", "invalid-json", "/a")]
    [InlineData("", "invalid-json", "")]
    [InlineData("   ", "invalid-json", "")]
    [InlineData("{} {}", "invalid-json", "")]
    [InlineData("""{"a": "open""", "invalid-json", "/a")]
    [InlineData("""{"a": 01}""", "invalid-json", "/a")]
    [InlineData("""{"a": NaN}""", "invalid-json", "/a")]
    [InlineData("\"\u0001\"", "invalid-json", "")]
    [InlineData("[\"\\x\"]", "invalid-json", "/0")]
    public void What_Is_Wrong_Is_Named_With_Its_Place(string text, string code, string pointer)
    {
        var error = Assert.Single(Errors(Encoding.UTF8.GetBytes(text)));

        Assert.Equal((code, pointer), (error.Code, error.Pointer));
    }

    [Fact]
    public void Everything_That_Is_Wrong_Is_Told_At_Once() =>
        Assert.Equal(["/a", "/b/0"], Errors("""{"a": 1, "a": 2, "b": ["\ud800"], "a": 3}"""u8.ToArray()).Select(error => error.Pointer));

    [Fact]
    public void Invalid_Utf8_Is_Refused_With_The_Byte()
    {
        var error = Assert.Single(Errors([.. "{\"é\": \""u8, 0xC3, 0x28, .. "\"}"u8]));

        Assert.Equal("invalid-utf8", error.Code);
        Assert.Contains("byte 8 (0xC3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xC0, 0xAF, 0x20)]
    [InlineData(0xF5, 0x80, 0x80)]
    public void Surrogates_And_Overlong_Forms_In_Utf8_Are_Refused(byte first, byte second, byte third) =>
        Assert.Equal("invalid-utf8", Assert.Single(Errors([(byte)'"', first, second, third, (byte)'"'])).Code);

    [Fact]
    public void Invalid_Json_Says_Line_And_Byte()
    {
        var error = Assert.Single(Errors("{\n  \"a\": x\n}"u8.ToArray()));

        Assert.Contains("line 2, byte 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sixteen_Levels_Are_Read_And_The_Seventeenth_Is_Refused_Where_It_Begins()
    {
        using var document = StrictJson.Parse(Nested(StrictJson.MaxDepth), new());
        Assert.NotNull(document);

        foreach (var depth in new[] { StrictJson.MaxDepth + 1, StrictJson.MaxDepth + 2, 10_000 })
        {
            var error = Assert.Single(Errors(Nested(depth)));
            Assert.Equal(("too-deep", string.Concat(Enumerable.Repeat("/0", StrictJson.MaxDepth))), (error.Code, error.Pointer));
        }
    }

    [Fact]
    public void A_Byte_Order_Mark_Is_Tolerated_At_The_Start_Alone()
    {
        using var document = StrictJson.Parse(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'1' }, new());

        Assert.Equal(1, document!.RootElement.GetInt32());
        Assert.Equal("invalid-json", Assert.Single(Errors([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, (byte)'1'])).Code);
    }

    [Fact]
    public void Huge_Numbers_Are_Kept_As_They_Are_Written()
    {
        var huge = new string('9', 400);
        using var document = StrictJson.Parse(Encoding.UTF8.GetBytes($"[1e999, {huge}]"), new());

        Assert.Equal("1e999", document!.RootElement[0].GetRawText());
        Assert.Equal(huge, document.RootElement[1].GetRawText());
    }

    [Fact]
    public void A_Full_List_Of_Errors_Does_Not_Let_Anything_Through()
    {
        var errors = new ErrorList();
        for (var i = 0; i < ErrorList.Max; i++)
        {
            errors.Add("", "other", "");
        }

        Assert.Null(StrictJson.Parse("""{"a":1,"a":2}"""u8.ToArray(), errors));
    }

    [Fact]
    public void Many_Members_And_Long_Names_Make_A_Small_Answer()
    {
        var name = new string('n', 50_000);
        var text = "{\"" + name + "\":{" + string.Join(',', Enumerable.Range(0, 1000).Select(_ => "\"" + name[..100] + "\":0")) + "}}";

        Assert.InRange(Errors(Encoding.UTF8.GetBytes(text)).Sum(error => error.Pointer.Length + error.Message.Length), 1, 100_000);
    }

    [Fact]
    public void Random_Bytes_Are_Read_Or_Refused() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(IsReadOrRefused));

    [Fact]
    public void Valid_Texts_Are_Read() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed => Errors(Encoding.UTF8.GetBytes(new JsonTexts(seed).Next())).Count == 0));

    [Fact]
    public void Mutations_Of_Valid_Texts_Are_Read_Or_Refused() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll<int>(seed =>
        {
            var texts = new JsonTexts(seed);
            return IsReadOrRefused(texts.Mutate(Encoding.UTF8.GetBytes(texts.Next())));
        }));

    private static bool IsReadOrRefused(byte[] utf8)
    {
        var errors = new ErrorList();
        using var document = StrictJson.Parse(utf8, errors);
        if (document is null)
        {
            return errors.Count > 0;
        }

        // What was read can be written: no text in it throws when it is asked for.
        ReadAll(document.RootElement);
        return errors.Count == 0;
    }

    private static void ReadAll(System.Text.Json.JsonElement element)
    {
        switch (element.ValueKind)
        {
            case System.Text.Json.JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Assert.NotNull(member.Name);
                    ReadAll(member.Value);
                }

                break;
            case System.Text.Json.JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadAll(item);
                }

                break;
            case System.Text.Json.JsonValueKind.String:
                Assert.NotNull(element.GetString());
                break;
            default:
                break;
        }
    }

    private static byte[] Nested(int depth) => Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));

    private static ErrorList Errors(byte[] utf8)
    {
        var errors = new ErrorList();
        using var document = StrictJson.Parse(utf8, errors);
        Assert.Equal(errors.Count > 0, document is null);
        return errors;
    }
}
