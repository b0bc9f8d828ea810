using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace InfoShare.Tests.Json;

public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_Are_Written_As_Ecmascript_Does(string bits, string expected)
    {
        var number = BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

        Assert.Equal(expected, Canonical(number.ToString("G17", CultureInfo.InvariantCulture)));
    }

    /// <summary>RFC 8785, section 3.2.2.</summary>
    [Fact]
    public void The_Example_Of_The_Standard_Comes_Out_As_It_Says() => Assert.Equal(
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        Canonical("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """));

    /// <summary>RFC 8785, section 3.2.3.</summary>
    [Fact]
    public void Members_Are_Sorted_By_Utf16_Code_Units()
    {
        using var document = JsonDocument.Parse(CanonicalJson.Write(JsonDocument.Parse("""
            {
              "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """).RootElement));

        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            document.RootElement.EnumerateObject().Select(member => member.Value.GetString()));
    }

    [Fact]
    public void Only_What_Must_Be_Escaped_Is() =>
        Assert.Equal("\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/<>&'+\u007f\u0085\u2028é😀\"", Canonical("\"\\u0000\\b\\t\\n\\u000B\\f\\r\\u001F\\\"\\\\\\/<>&'+\\u007f\\u0085\\u2028\\u00e9\\ud83d\\ude00\""));

    [Fact]
    public void A_Number_Beyond_Doubles_Has_No_Canonical_Form() => Assert.Throws<ArgumentOutOfRangeException>(() => Canonical("1e999"));

    [Fact]
    public void Writing_Again_Changes_Nothing_And_The_Value_Stays() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var text = new JsonTexts(seed).Next();
        var canonical = Canonical(text);
        return Canonical(canonical) == canonical && DeepEquals(text, canonical);
    }));

    [Fact]
    public void The_Order_Of_Members_Does_Not_Matter() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var texts = new JsonTexts(seed);
        var text = texts.Next(6);
        using var document = JsonDocument.Parse(text);
        return Canonical(texts.Shuffle(document.RootElement)) == Canonical(text);
    }));

    [Fact]
    public void Any_Double_Reads_Back_As_Itself() => Check.QuickThrowOnFailure(Prop.ForAll<double>(number =>
        !double.IsFinite(number)
        || double.Parse(Canonical(number.ToString("R", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture).Equals(number == 0 ? 0 : number)));

    private static bool DeepEquals(string one, string other)
    {
        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return Same(first.RootElement, second.RootElement);
    }

    // Numbers are compared as doubles, which is all that the scheme knows.
    private static bool Same(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind && one.ValueKind switch
    {
        JsonValueKind.Number => one.GetDouble().Equals(other.GetDouble() + 0.0) || (one.GetDouble() == 0 && other.GetDouble() == 0),
        JsonValueKind.String => one.GetString() == other.GetString(),
        JsonValueKind.Array => one.GetArrayLength() == other.GetArrayLength() && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
        JsonValueKind.Object => one.EnumerateObject().Count() == other.EnumerateObject().Count() && one.EnumerateObject().All(member => Same(member.Value, other.GetProperty(member.Name))),
        _ => true,
    };

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement));
    }
}
