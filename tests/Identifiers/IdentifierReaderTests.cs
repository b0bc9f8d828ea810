using InfoShare.Identifiers;
using InfoShare.Json;

namespace InfoShare.Tests.Identifiers;

public sealed class IdentifierReaderTests
{
    [Theory]
    [InlineData("uscc", " 9111 0108 5513 8508 2q ", "91110108551385082Q")]
    [InlineData("uscc", "９１１１０１０８５５１３８５０８２Ｑ", "91110108551385082Q")]
    [InlineData("lei", "5493-001k-jtii-gc8y-1r12", "5493001KJTIIGC8Y1R12")]
    [InlineData("vat", "de 136 695 976", "DE136695976")]
    [InlineData("eori", "gb 123456789000", "GB123456789000")]
    [InlineData("registration", "de: HRB 12345", "DE:HRB12345")]
    [InlineData("registration", "RO:J40/372/2002", "RO:J40_372_2002")]
    [InlineData("registration", "SE:556012-5790", "SE:5560125790")]
    [InlineData("registration", "RU:огрн 123", "RU:ОГРН123")]
    [InlineData("tax", "DE:181/815/08155", "DE:18181508155")]
    [InlineData("tax", "us：12-3456789", "US:123456789")]
    [InlineData("duns", "15-048-3782", "150483782")]
    [InlineData("imo", "IMO 9074729", "9074729")]
    [InlineData("mid", "Acquirer: ab 12", "acquirer:AB 12")]
    [InlineData("store", "Platform.Example:Shop12345", "platform.example:shop12345")]
    [InlineData("customs-registration", "cn:4401-960abc", "CN:4401960ABC")]
    [InlineData("domain", "Shop.Example.", "shop.example")]
    [InlineData("domain", "MÜNCHEN.example", "xn--mnchen-3ya.example")]
    [InlineData("domain", "xn--mnchen-3ya.example", "xn--mnchen-3ya.example")]
    [InlineData("domain", "商店。例子", "xn--czrs0t.xn--fsqu00a")]
    [InlineData("domain", "www.shop.example", "www.shop.example")]
    [InlineData("bic", "DEUTDEFFXXX", "DEUTDEFF")]
    [InlineData("bic", "deut de ff 500", "DEUTDEFF500")]
    [InlineData("gln", "4 006381 333931", "4006381333931")]
    [InlineData("app", "Com.Example.Shop", "com.example.shop")]
    [InlineData("social", "network:Some \t Shop", "network:some shop")]
    [InlineData("icp", "京icp備12345678號-1", "京ICP备12345678号-1")]
    [InlineData("icp", "京ICP备 12345678", "京ICP备12345678号")]
    [InlineData("icp", "京公网安备11010502030143号", "京公网安备11010502030143号")]
    [InlineData("icp", "粤B2-20090059", "粤B2-20090059")]
    [InlineData("other", "Chamber of Y:a12", "chamber of y:A12")]
    [InlineData("duns", "\u200b150483782\ufeff", "150483782")]
    public void A_Value_Becomes_Canonical(string scheme, string value, string canonical)
    {
        var errors = new ErrorList();

        Assert.Equal(new Identifier(scheme, canonical), IdentifierReader.TryRead(scheme, value, false, null, "/i", errors));
        Assert.Empty(errors);
        Assert.Equal(canonical, IdentifierScheme.CanonicalForLookUp(scheme, value));
    }

    [Theory]
    [InlineData("vats", "DE136695976", "unknown-scheme", "/i/scheme")]
    [InlineData("VAT", "DE136695976", "unknown-scheme", "/i/scheme")]
    [InlineData("uscc", "91110108551385082", "invalid-identifier", "/i/value")]
    [InlineData("uscc", "9111O108551385082Q", "invalid-identifier", "/i/value")]
    [InlineData("uscc", "9111010855138508IQ", "invalid-identifier", "/i/value")]
    [InlineData("uscc", "91110108551385082T", "check-digit", "/i/value")]
    [InlineData("lei", "5493001KJTIIGC8Y1R13", "check-digit", "/i/value")]
    [InlineData("lei", "5493001KJTIIGC8Y1RAA", "invalid-identifier", "/i/value")]
    [InlineData("vat", "US123456789", "invalid-identifier", "/i/value")]
    [InlineData("vat", "IE1+23456A", "invalid-identifier", "/i/value")]
    [InlineData("eori", "1234567", "invalid-identifier", "/i/value")]
    [InlineData("registration", "HRB12345", "invalid-identifier", "/i/value")]
    [InlineData("registration", "DE:", "invalid-identifier", "/i/value")]
    [InlineData("registration", "DE:HRB#1", "invalid-character", "/i/value")]
    [InlineData("imo", "9074728", "check-digit", "/i/value")]
    [InlineData("mid", "123456", "invalid-identifier", "/i/value")]
    [InlineData("mid", ":1", "invalid-identifier", "/i/value")]
    [InlineData("store", "platform:a/b", "invalid-character", "/i/value")]
    [InlineData("domain", "https://shop.example/x", "invalid-identifier", "/i/value")]
    [InlineData("domain", "localhost", "invalid-identifier", "/i/value")]
    [InlineData("domain", "192.0.2.1", "invalid-identifier", "/i/value")]
    [InlineData("domain", "a..example", "invalid-identifier", "/i/value")]
    [InlineData("domain", "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé.example", "invalid-identifier", "/i/value")]
    [InlineData("domain", "sh☃p.example", "invalid-identifier", "/i/value")]
    [InlineData("bic", "DEUTDEFF5", "invalid-identifier", "/i/value")]
    [InlineData("gln", "4006381333932", "check-digit", "/i/value")]
    [InlineData("icp", "12345678", "invalid-identifier", "/i/value")]
    [InlineData("other", "a12", "invalid-identifier", "/i/value")]
    [InlineData("app", "  ", "invalid-length", "/i/value")]
    [InlineData("app", "a\u0000b", "invalid-character", "/i/value")]
    public void A_Wrong_Value_Is_Refused_With_Its_Place(string scheme, string value, string code, string pointer)
    {
        var errors = new ErrorList();

        Assert.Null(IdentifierReader.TryRead(scheme, value, false, null, "/i", errors));
        var error = Assert.Single(errors);
        Assert.Equal((code, pointer), (error.Code, error.Pointer));
    }

    [Fact]
    public void Half_Of_A_Surrogate_Pair_Is_Refused()
    {
        var errors = new ErrorList();

        Assert.Null(IdentifierReader.TryRead("app", "a\ud800", false, null, "", errors));
        Assert.Equal("invalid-character", Assert.Single(errors).Code);
    }

    [Fact]
    public void A_Wrong_Check_Digit_Says_What_Was_Expected()
    {
        var errors = new ErrorList();
        IdentifierReader.TryRead("vat", "DE136695975", false, null, "", errors);

        Assert.Contains("expected '6' at the end", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_Unverified_Identifier_Keeps_Its_Wrong_Check_Digit_But_Not_A_Wrong_Form()
    {
        var errors = new ErrorList();

        Assert.Equal(new("imo", "9074728", true), IdentifierReader.TryRead("imo", "9074728", true, null, "", errors));
        Assert.Equal(new("imo", "9074729", true), IdentifierReader.TryRead("imo", "9074729", true, null, "", errors));
        Assert.Empty(errors);
        Assert.Null(IdentifierReader.TryRead("imo", "907472", true, null, "", errors));
        Assert.Single(errors);
    }

    [Fact]
    public void The_Issuer_Goes_Before_The_Value_Of_Other()
    {
        var errors = new ErrorList();

        Assert.Equal(new("other", "chamber of y:A12"), IdentifierReader.TryRead("other", "a12", false, "Chamber of Y", "", errors));
        Assert.Equal(new("other", "y:A:12"), IdentifierReader.TryRead("other", "a:12", false, "Y", "", errors));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("other", "a:b", "invalid-character")]
    [InlineData("other", "a：b", "invalid-character")]
    [InlineData("other", " ", "invalid-length")]
    [InlineData("duns", "d", "unknown-member")]
    public void A_Wrong_Issuer_Is_Refused(string scheme, string issuer, string code)
    {
        var errors = new ErrorList();

        Assert.Null(IdentifierReader.TryRead(scheme, "150483782", false, issuer, "/i", errors));
        Assert.Equal((code, "/i/issuer"), (Assert.Single(errors).Code, errors.Single().Pointer));
    }

    [Fact]
    public void A_Value_Is_Bounded()
    {
        var errors = new ErrorList();

        Assert.NotNull(IdentifierReader.TryRead("app", new string('a', IdentifierReader.MaxLength), false, null, "", errors));
        Assert.Null(IdentifierReader.TryRead("app", new string('a', IdentifierReader.MaxLength + 1), false, null, "", errors));
        Assert.Null(IdentifierReader.TryRead("app", new string('\ufdfa', IdentifierReader.MaxRawLength), false, null, "", errors));
        Assert.Null(IdentifierReader.TryRead("domain", new string('\ufdfa', 400) + ".example", false, null, "", errors));
        Assert.Null(IdentifierReader.TryRead("duns", new string('-', 1_000_000), false, null, "", errors));
        Assert.All(errors, error => Assert.Equal("invalid-length", error.Code));
    }

    [Fact]
    public void Weak_Schemes_Are_Not_Followed() => Assert.Equal(
        ["domain", "bic", "gln", "app", "social", "icp", "other"],
        IdentifierScheme.All.Where(scheme => !scheme.IsFollowed).Select(scheme => scheme.Code));

    [Fact]
    public void A_Look_Up_Finds_Unverified_Identifiers_And_No_Nonsense()
    {
        Assert.Equal("9074728", IdentifierScheme.CanonicalForLookUp("imo", "imo 9074728"));
        Assert.Null(IdentifierScheme.CanonicalForLookUp("imo", "90747"));
        Assert.Null(IdentifierScheme.CanonicalForLookUp("nothing", "9074729"));
    }
}
