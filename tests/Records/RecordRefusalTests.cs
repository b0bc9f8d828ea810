using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using static InfoShare.Tests.Records.RecordReading;

namespace InfoShare.Tests.Records;

/// <summary>Each rule refuses with its pointer and its code.</summary>
public sealed class RecordRefusalTests
{
    [Theory]
    [InlineData("sanction", "/reference", null, "/reference missing-member")]
    [InlineData("sanction", "/reference", "\"  \"", "/reference invalid-length")]
    [InlineData("sanction", "/reference", "\"a\\nb\"", "/reference invalid-character")]
    [InlineData("sanction", "/reference", "7", "/reference wrong-type")]
    [InlineData("sanction", "/sourceUnit", "null", "/sourceUnit wrong-type")]
    [InlineData("sanction", "/merchant", "[]", "/merchant wrong-type")]
    [InlineData("sanction", "/merchant", "{\"kind\":\"company\"}", "/merchant missing-member")]
    [InlineData("sanction", "/merchant", "{\"kind\":\"company\",\"names\":[],\"identifiers\":[]}", "/merchant missing-member")]
    [InlineData("sanction", "/merchant/kind", null, "/merchant/kind missing-member")]
    [InlineData("sanction", "/merchant/colour", "1", "/merchant/colour unknown-member")]
    [InlineData("sanction", "/merchant/country", "\"cn\"", "/merchant/country invalid-country")]
    [InlineData("sanction", "/merchant/country", "\"EU\"", "/merchant/country invalid-country")]
    [InlineData("sanction", "/merchant/mcc", "\"57\"", "/merchant/mcc invalid-number")]
    [InlineData("sanction", "/merchant/names/1/kind", "\"nickname\"", "/merchant/names/1/kind unknown-code")]
    [InlineData("sanction", "/merchant/names/1/weak", "\"yes\"", "/merchant/names/1/weak wrong-type")]
    [InlineData("sanction", "/merchant/names/0/language", "\"chinese_simplified\"", "/merchant/names/0/language invalid-language")]
    [InlineData("sanction", "/merchant/identifiers/0/value", "\"91990099MA0000007C\"", "/merchant/identifiers/0/value check-digit")]
    [InlineData("sanction", "/merchant/identifiers/0/scheme", "\"passport\"", "/merchant/identifiers/0/scheme unknown-scheme")]
    [InlineData("sanction", "/merchant/identifiers/0/issuer", "\"X\"", "/merchant/identifiers/0/issuer unknown-member")]
    [InlineData("sanction", "/merchant/identifiers/2/issuer", null, "/merchant/identifiers/2/value invalid-identifier")]
    [InlineData("sanction", "/merchant/urls/0", "\"ftp://shop.example\"", "/merchant/urls/0 invalid-url")]
    [InlineData("sanction", "/merchant/urls/0", "\"https://user:secret@shop.example\"", "/merchant/urls/0 invalid-url")]
    [InlineData("sanction", "/merchant/stores/0/id", "\"a/b\"", "/merchant/stores/0/id invalid-character")]
    [InlineData("sanction", "/parties/1/names", "[]", "/parties/1/names too-few")]
    [InlineData("sanction", "/parties/0/role", "\"friend\"", "/parties/0/role unknown-code")]
    [InlineData("sanction", "/summary", "\"Paid with 4111 1111 1111 1111.\"", "/summary personal-data-suspected")]
    [InlineData("sanction", "/translations/0/summary", "\"IBAN DE89370400440532013000\"", "/translations/0/summary personal-data-suspected")]
    [InlineData("sanction", "/translations/1/language", "\"DE\"", "/translations/1/language duplicate")]
    [InlineData("sanction", "/translations/1/language", "\"EN\"", "/translations/1/language duplicate")]
    [InlineData("sanction", "/label/tlp", "\"amber\"", "/label/tlp unknown-code")]
    [InlineData("sanction", "/label/audience", null, "/label/audience audience-required")]
    [InlineData("sanction", "/label/audience", "[]", "/label/audience too-few")]
    [InlineData("sanction", "/label/audience/3", "{}", "/label/audience/3 too-few")]
    [InlineData("sanction", "/label/audience/0/agency", "\"xx-nobody\"", "/label/audience/0/agency unknown-agency")]
    [InlineData("sanction", "/label/audience/0/agency", "\"Nobody\"", "/label/audience/0/agency invalid-id")]
    [InlineData("sanction", "/label/audience/2/group", "\"op-other\"", "/label/audience/2/group unknown-group")]
    [InlineData("sanction", "/label/except/0", "\"xx-nobody\"", "/label/except/0 unknown-agency")]
    [InlineData("sanction", "/label", "{\"tlp\":\"RED\"}", "/label/audience audience-required")]
    [InlineData("sanction", "/label", "{\"tlp\":\"RED\",\"audience\":[{\"agency\":\"de-bvl\"},{\"group\":\"op-lantern\"}]}", "/label/audience/1 audience-required")]
    [InlineData("sanction", "/label", "{\"tlp\":\"AMBER+STRICT\",\"audience\":[{\"kind\":\"customs\"}]}", "/label/audience/0 audience-required")]
    [InlineData("sanction", "/label", "{\"tlp\":\"CLEAR\",\"audience\":[{\"kind\":\"customs\"}]}", "/label/audience audience-not-allowed")]
    [InlineData("sanction", "/label", "{\"tlp\":\"GREEN\",\"audience\":[{\"kind\":\"customs\"}]}", "/label/audience audience-not-allowed")]
    [InlineData("sanction", "/label", "{\"tlp\":\"CLEAR\",\"except\":[\"de-bvl\"]}", "/label/except audience-not-allowed")]
    [InlineData("sanction", "/contact/email", "\"nobody\"", "/contact/email invalid-email")]
    [InlineData("sanction", "/relatedRecords/0/id", "\"case_7\"", "/relatedRecords/0/id invalid-id")]
    [InlineData("sanction", "/relatedRecords/0/publisher", "\"de-bvl\"", "/relatedRecords/0 disagrees")]
    [InlineData("sanction", "/relatedRecords/1/reference", null, "/relatedRecords/1 missing-member")]
    [InlineData("sanction", "/evidence/0/sha256", "\"ab\"", "/evidence/0/sha256 invalid-hash")]
    [InlineData("sanction", "/evidence/0/mediaType", "\"pdf\"", "/evidence/0/mediaType invalid-media-type")]
    [InlineData("sanction", "/evidence/0/size", "-1", "/evidence/0/size out-of-range")]
    [InlineData("sanction", "/evidence/0/size", "1e400", "/evidence/0/size out-of-range")]
    [InlineData("sanction", "/evidence/0/size", "99999999999999999999999999", "/evidence/0/size out-of-range")]
    [InlineData("sanction", "/replaces", "\"市监罚字〔2026〕第 17 号\"", "/replaces disagrees")]
    [InlineData("sanction", "/category", "\"theft\"", "/category unknown-code")]
    [InlineData("sanction", "/measures", "[]", "/measures too-few")]
    [InlineData("sanction", "/measures/0/amount/value", "\"1.234\"", "/measures/0/amount/value invalid-amount")]
    [InlineData("sanction", "/measures/0/amount/value", "\"-1\"", "/measures/0/amount/value invalid-amount")]
    [InlineData("sanction", "/measures/0/amount/value", "\"1,000\"", "/measures/0/amount/value invalid-amount")]
    [InlineData("sanction", "/measures/0/amount/value", "\"1234567890123456789\"", "/measures/0/amount/value invalid-amount")]
    [InlineData("sanction", "/measures/0/amount/value", "120000", "/measures/0/amount/value wrong-type")]
    [InlineData("sanction", "/measures/0/amount/currency", "\"RMB\"", "/measures/0/amount/currency invalid-currency")]
    [InlineData("sanction", "/measures/0/until", "\"2026-01-31\"", "/measures/0/until wrong-order")]
    [InlineData("sanction", "/effectiveUntil", "\"2026-01-31\"", "/effectiveUntil wrong-order")]
    [InlineData("sanction", "/decidedOn", "\"2026-02-30\"", "/decidedOn invalid-date")]
    [InlineData("sanction", "/decidedOn", "\"0026-02-03\"", "/decidedOn invalid-date")]
    [InlineData("sanction", "/decidedOn", "\"2201-02-03\"", "/decidedOn invalid-date")]
    [InlineData("sanction", "/legalBasis/0/jurisdiction", "\"XX\"", "/legalBasis/0/jurisdiction invalid-country")]
    [InlineData("case", "/closedOn", "\"2026-01-04\"", "/closedOn wrong-order")]
    [InlineData("case", "/stage", null, "/stage missing-member")]
    [InlineData("case", "/products/0/gtin", "\"2999999000018\"", "/products/0/gtin check-digit")]
    [InlineData("case", "/products/0/hsCode", "\"8504.4x\"", "/products/0/hsCode invalid-number")]
    [InlineData("case", "/products/0/quantity", "\"many\"", "/products/0/quantity invalid-number")]
    [InlineData("case", "/estimatedLoss/value", "\"0.5\"", "/estimatedLoss/value invalid-amount")]
    [InlineData("case", "/consumersAffected", "1.5", "/consumersAffected out-of-range")]
    [InlineData("case", "/measures", "[{\"kind\":\"fine\"}]", "/measures unknown-member")]
    [InlineData("alert", "/riskScore", "101", "/riskScore out-of-range")]
    [InlineData("alert", "/detectedAt", "\"2026-03-01\"", "/detectedAt invalid-instant")]
    [InlineData("alert", "/detectedAt", "\"2026-03-01T09:30:00\"", "/detectedAt invalid-instant")]
    [InlineData("alert", "/window/to", "\"2026-01-31\"", "/window/to wrong-order")]
    [InlineData("alert", "/totals/amounts/1/value", "\"12.3456\"", "/totals/amounts/1/value invalid-amount")]
    [InlineData("alert", "/indicators/0/value", "\"1e9\"", "/indicators/0/value invalid-number")]
    [InlineData("alert", "/reasonCodes/0/scheme", "\"visa\"", "/reasonCodes/0/scheme unknown-code")]
    public void One_Wrong_Member_Is_Refused_At_Its_Place(string example, string pointer, string? json, string expected) =>
        Assert.Equal([expected], Wrong(RawWith(example, pointer, json)));

    [Fact]
    public void Everything_That_Is_Wrong_Is_Told_At_Once()
    {
        var record = With("sanction", "/merchant/country", "\"Germany\"");
        record["decidedOn"] = "yesterday";
        record["measures"]![1]!["kind"] = "scolding";
        record["measures"]![0]!["until"] = "2025-01-01";
        record["label"]!["audience"]![0]!["agency"] = "xx-nobody";
        record["extra"] = true;
        record.Remove("summary");
        Assert.Equal(
            [
                "/decidedOn invalid-date", "/extra unknown-member", "/label/audience/0/agency unknown-agency", "/measures/0/until wrong-order",
                "/measures/1/kind unknown-code", "/merchant/country invalid-country", "/summary missing-member",
            ],
            Wrong(record.ToJsonString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_Member_Given_Twice_Is_Refused() =>
        Assert.Contains("/merchant/country duplicate-member", Wrong(
            Example("sanction").ToJsonString().Replace("\"country\":\"CN\",\"kind\"", "\"country\":\"CN\",\"country\":\"DE\",\"kind\"", StringComparison.Ordinal)));

    [Fact]
    public void What_Is_Wrong_With_The_Text_Is_Told_With_What_Is_Wrong_With_The_Record()
    {
        var record = Example("sanction");
        record["extra"] = "HALF and PAIR";
        record.Remove("summary");
        var text = record.ToJsonString()
            .Replace("\"country\":\"CN\",\"kind\"", "\"country\":\"CN\",\"country\":\"XX\",\"kind\"", StringComparison.Ordinal)
            .Replace("HALF", "\\ud83d", StringComparison.Ordinal)
            .Replace("PAIR", "\\ud83d\\ude00", StringComparison.Ordinal);
        Assert.Equal(
            ["/extra lone-surrogate", "/extra unknown-member", "/merchant/country duplicate-member", "/merchant/country invalid-country", "/summary missing-member"],
            Wrong(text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Lists_And_Texts_Are_Bounded_At_Their_Limits()
    {
        Right(With("case", "/summary", $"\"{new string('x', 8000)}\""));
        Assert.Equal(["/summary invalid-length"], Wrong(With("case", "/summary", $"\"{new string('x', 8001)}\"").ToJsonString()));
        Assert.Equal(["/merchant/names too-many"], Wrong(With("case", "/merchant/names", List("{\"text\":\"N#\",\"kind\":\"alias\"}", 101)).ToJsonString()));
        Right(With("case", "/merchant/names", List("{\"text\":\"N#\",\"kind\":\"alias\"}", 100)));
        Assert.Equal(
            ["/label/audience too-many"],
            Wrong(With("case", "/label", $"{{\"tlp\":\"AMBER\",\"audience\":{List("{\"agency\":\"de-bvl\"}", 51)}}}").ToJsonString()));
    }

    [Fact]
    public void A_Length_Is_Counted_In_Characters_Not_In_Code_Units() =>
        Right(With("case", "/merchant/names/0/text", $"\"{string.Concat(Enumerable.Repeat("𠀀", 500))}\""));

    [Fact]
    public void A_Body_Of_More_Than_60_KiB_Is_Refused() =>
        Assert.Equal([" too-large"], Wrong(With("case", "/products", List($"{{\"description\":\"# {new string('x', 990)}\"}}", 63)).ToJsonString()));

    [Fact]
    public void A_Hundred_Errors_Are_Kept_And_The_Record_Is_Refused()
    {
        var errors = new ErrorList();
        Assert.Null(Read(With("case", "/merchant/names", List("{\"text\":\"\",\"kind\":\"\"}", 100)).ToJsonString(), errors));
        Assert.Equal(ErrorList.Max, errors.Count);
    }

    [Theory]
    [InlineData("[]", " wrong-type")]
    [InlineData("7", " wrong-type")]
    [InlineData("{}", "/kind missing-member")]
    [InlineData("{\"kind\":\"rumour\"}", "/kind unknown-code")]
    [InlineData("{\"kind\":7}", "/kind unknown-code")]
    public void What_Is_No_Record_Of_A_Known_Kind_Is_Refused(string json, string expected) => Assert.Equal([expected], Wrong(json));

    [Fact]
    public void Broken_Json_Is_Refused() => Assert.Equal("invalid-json", Assert.Single(Wrong("{\"kind\":\"case\",")).Split(' ')[1]);

    [Fact]
    public void The_Kind_May_Be_Left_To_The_Route_And_Must_Agree_With_It()
    {
        var errors = new ErrorList();
        Assert.NotNull(Read(With("case", "/kind", null).ToJsonString(), errors, RecordKind.Case, EnvelopeMembers.Kind));
        Assert.Equal(["/kind disagrees"], Wrong(With("case", "/kind", "\"alert\"").ToJsonString(), RecordKind.Case, EnvelopeMembers.Kind));
        Assert.Equal(["/kind unknown-code"], Wrong(With("case", "/kind", "\"rumour\"").ToJsonString(), RecordKind.Case, EnvelopeMembers.Kind));
    }

    // Numbers such as 1e400 are kept as written.
    private static string RawWith(string example, string pointer, string? json)
    {
        const string Mark = "\"@@raw@@\"";
        return json is null
            ? With(example, pointer, null).ToJsonString()
            : With(example, pointer, Mark).ToJsonString().Replace(Mark, json, StringComparison.Ordinal);
    }

    private static string List(string item, int count) =>
        $"[{string.Join(',', Enumerable.Range(0, count).Select(n => item.Replace("#", $"{n}", StringComparison.Ordinal)))}]";
}
