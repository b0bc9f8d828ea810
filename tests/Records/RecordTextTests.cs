using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Tests.Submissions;
using static InfoShare.Tests.Records.RecordReading;

namespace InfoShare.Tests.Records;

/// <summary>What the texts of a record must not hold, and entries that say nothing more.</summary>
public sealed class RecordTextTests
{
    private const string Card = "\"4111 1111 1111 1111\"";

    [Theory]
    [InlineData("sanction", "/merchant/names/0/text")]
    [InlineData("sanction", "/merchant/addresses/0/text")]
    [InlineData("sanction", "/sourceUnit")]
    [InlineData("sanction", "/legalBasis/0/title")]
    [InlineData("sanction", "/decidedBy/name")]
    [InlineData("sanction", "/contact/unit")]
    [InlineData("case", "/applicableLaw/title")]
    [InlineData("case", "/products/0/brand")]
    public void A_Card_Number_Is_Refused_In_Whatever_People_Write(string kind, string pointer) =>
        Assert.Equal([$"{pointer} {ErrorCodes.PersonalDataSuspected}"], Wrong(With(kind, pointer, Card).ToJsonString()));

    [Theory]
    [InlineData("/reference")]
    [InlineData("/decisionNumber")]
    public void A_Number_That_Somebody_Gave_May_Be_Long(string pointer) => Right(With("sanction", pointer, Card));

    [Theory]
    [InlineData(" A-1")]
    [InlineData("A-1\u00A0")]
    [InlineData("A\u202E1")]
    [InlineData("A\u2066-1")]
    [InlineData("A-1\u200B")]
    public void A_Reference_That_Is_Not_What_It_Looks_Like_Is_Refused(string reference) =>
        Assert.Equal([$"/reference {ErrorCodes.InvalidCharacter}"], Wrong(With("sanction", "/reference", Quoted(reference)).ToJsonString()));

    [Theory]
    [InlineData("\u200B\u2060")]
    [InlineData("\u3164")]
    [InlineData("\u202E \u202C")]
    public void A_Name_Of_Which_Nothing_Shows_Is_Refused(string name) =>
        Assert.Equal([$"/merchant/names/0/text {ErrorCodes.InvalidLength}"], Wrong(With("sanction", "/merchant/names/0/text", Quoted(name)).ToJsonString()));

    [Theory]
    [InlineData("""[{"scheme":"lei","value":"529900T8BM49AURSDO55","unverified":true},{"scheme":"lei","value":"529900T8BM49AURSDO55"}]""")]
    [InlineData("""[{"scheme":"lei","value":"529900T8BM49AURSDO55"},{"scheme":"lei","value":"529900T8BM49AURSDO55","unverified":true}]""")]
    public void An_Identifier_That_Is_There_Verified_Is_Not_Kept_Unverified_Too(string identifiers) => Assert.Equal(
        Right(With("sanction", "/merchant/identifiers", """[{"scheme":"lei","value":"529900T8BM49AURSDO55"}]""")).Body.ToArray(),
        Right(With("sanction", "/merchant/identifiers", identifiers)).Body.ToArray());

    [Fact]
    public void An_Audience_That_Is_All_Left_Out_Is_Refused()
    {
        const string Label = """{"tlp":"AMBER","audience":[{"agency":"de-bvl"}],"except":["de-bvl"]}""";
        Assert.Equal([$"/label/except {ErrorCodes.Disagrees}"], Wrong(With("sanction", "/label", Label).ToJsonString()));
        Right(With("sanction", "/label", Label.Replace("[{", """[{"kind":"customs"},{""", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Decided otherwise.", null)]
    [InlineData(" ", ErrorCodes.InvalidLength)]
    [InlineData("paid with 4111111111111111", ErrorCodes.PersonalDataSuspected)]
    [InlineData("a\u0007", ErrorCodes.InvalidCharacter)]
    public void A_Reason_Obeys_The_Same_Rule_On_A_Line_And_On_Its_Own(string reason, string? code)
    {
        var change = $$"""{"reason":{{Quoted(reason)}}}""";
        var (onLine, onItsOwn) = (new ErrorList(), new ErrorList());
        Read(Lines.Retraction("A").Replace("""{"reason":"Decided otherwise."}""", change, StringComparison.Ordinal), onLine);
        RecordReader.ReadReason(System.Text.Encoding.UTF8.GetBytes(change), onItsOwn);

        string[] expected = code is null ? [] : [code];
        Assert.Equal(expected, onLine.Select(error => error.Code));
        Assert.Equal(expected, onItsOwn.Select(error => error.Code));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_Reason_Has_One_Bound_Everywhere(int length, bool isRight)
    {
        var reason = new string('x', length);
        var (onLine, onItsOwn) = (new ErrorList(), new ErrorList());
        Read(Lines.Retraction("A").Replace("Decided otherwise.", reason, StringComparison.Ordinal), onLine);
        RecordReader.ReadReason(System.Text.Encoding.UTF8.GetBytes($$"""{"reason":"{{reason}}"}"""), onItsOwn);
        Assert.Equal((isRight, isRight), (onLine.Count == 0, onItsOwn.Count == 0));
    }

    private static string Quoted(string text) => System.Text.Json.Nodes.JsonValue.Create(text).ToJsonString();
}
