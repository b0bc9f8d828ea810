using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Codes;
using InfoShare.Codes.Lists;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Tests.Codes;

public sealed class CodeListsTests
{
    [Fact]
    public void Every_Code_Is_There_Once_With_A_Label_In_Every_Language()
    {
        Assert.Equal(CodeLists.All.Count, CodeLists.All.Select(list => list.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(CodeLists.All, list =>
        {
            Assert.Equal(list.Entries.Count, list.Entries.Select(entry => entry.Code).Distinct(StringComparer.Ordinal).Count());
            Assert.All(list.Entries, entry => Assert.All(new[] { entry.English, entry.Chinese, entry.German }, label => Assert.NotEqual("", label.Trim())));
        });
    }

    [Fact]
    public void Lists_Of_The_Programs_Own_Enumerations_Have_The_Same_Codes()
    {
        Assert.Equal(Code<Tlp>.All, Codes(Colours.List));
        Assert.Equal(Code<AgencyKind>.All, Codes(AgencyKinds.List));
        Assert.Equal(Code<Membership>.All, Codes(Memberships.List));
        Assert.Equal(Code<RecordKind>.All, Codes(RecordKinds.List));
        Assert.Equal(Code<RecordOperation>.All, Codes(Operations.List));
        Assert.Equal(IdentifierScheme.All.Select(scheme => scheme.Code), Codes(IdentifierSchemes.List));
    }

    [Fact]
    public void Countries_And_Currencies_Are_Those_Of_Iso()
    {
        Assert.Equal(249, Countries.All.Count);
        Assert.All(Countries.All, code => Assert.Matches("^[A-Z]{2}$", code));
        Assert.All(Currencies.All, code => Assert.Matches("^[A-Z]{3}$", code));
        Assert.Equal((2, 0, 3, 4), (Currencies.MinorUnits("CNY"), Currencies.MinorUnits("JPY"), Currencies.MinorUnits("KWD"), Currencies.MinorUnits("CLF")));
        Assert.Null(Currencies.MinorUnits("XAU"));
        Assert.False(Countries.Contains("UK"));
    }

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("zh-hans-cn", "zh-Hans-CN")]
    [InlineData("SR-LATN-rs", "sr-Latn-RS")]
    [InlineData("es-419", "es-419")]
    [InlineData("zh-yue-HK", "zh-yue-HK")]
    [InlineData("de-CH-1996", "de-CH-1996")]
    [InlineData("en-a-bbb-x-AB-cd", "en-a-bbb-x-ab-CD")]
    [InlineData("x-whatever", "x-whatever")]
    [InlineData("e", null)]
    [InlineData("en_US", null)]
    [InlineData("en-", null)]
    [InlineData("-en", null)]
    [InlineData("en--US", null)]
    [InlineData("en-a", null)]
    [InlineData("en-x", null)]
    [InlineData("x", null)]
    [InlineData("12", null)]
    [InlineData("en-US-US", null)]
    [InlineData("abcdefghi", null)]
    public void A_Language_Tag_Is_Well_Formed_Or_Refused(string tag, string? expected) => Assert.Equal(expected, LanguageTag.Normalise(tag));

    private static IEnumerable<string> Codes(CodeList list) => list.Entries.Select(entry => entry.Code);
}
