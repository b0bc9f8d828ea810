using FsCheck;
using FsCheck.Fluent;
using InfoShare.Identifiers;
using InfoShare.Json;

namespace InfoShare.Tests.Identifiers;

public sealed class IdentifierPropertyTests
{
    private static readonly string[] Pieces =
    [
        "DE", "CN:", "a:", "B", "1", "23", "456789", " ", "-", ".", "/", "\\", "%", "+", "?", "#", "_", "：", "／", "％", "＃", "é", "İ", "ß", "ŉ", "ﬃ", "㈱", "京ICP备",
        "号", "\u0345", "\u0301", "\u200d", "\u3000", "\n", "\ud83d\ude00", "\ud800", "xn--", "shop.example", "ǆ", "ᾳ", "Σς", "号-1", "\u2011", "한", "ᄒ",
    ];

    [Fact]
    public void The_Canonical_Form_Reads_As_Itself_And_Fits_Into_An_Address() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var raw = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            return IdentifierScheme.All.All(scheme => IsCanonicalOrRefused(scheme, raw));
        }));

    [Fact]
    public void Any_Text_Is_Read_Or_Refused() => Check.QuickThrowOnFailure(Prop.ForAll<char[]>(units =>
        IdentifierScheme.All.All(scheme => IsCanonicalOrRefused(scheme, new string(units)) && IsCanonicalOrRefused(scheme, "DE:" + new string(units)))));

    [Fact]
    public void Every_Letter_Has_One_Canonical_Form()
    {
        foreach (var scheme in new[] { "registration", "other", "store", "app", "domain" }.Select(code => IdentifierScheme.TryGet(code)!))
        {
            for (var unit = 0; unit <= char.MaxValue; unit++)
            {
                Assert.True(IsCanonicalOrRefused(scheme, $"de:a{(char)unit}.b"), $"{scheme.Code} U+{unit:X4}");
            }
        }
    }

    [Theory]
    [InlineData("uscc")]
    [InlineData("lei")]
    [InlineData("gln")]
    [InlineData("vat-DE")]
    [InlineData("vat-IT")]
    [InlineData("vat-BE")]
    [InlineData("vat-FR")]
    public void A_Right_Identifier_Is_Read_And_With_One_Digit_Changed_Refused(string kind) => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var scheme = IdentifierScheme.TryGet(kind.Split('-')[0])!;
        var invented = new InventedIdentifiers(seed);
        var right = invented.Next(kind);
        var wrong = invented.ChangeDigit(right);
        return IdentifierReader.Read(scheme, right) == IdentifierReading.Right(right)
            && IdentifierReader.Read(scheme, wrong) is { Code: ErrorCodes.CheckDigit };
    }));

    /// <summary>The weights of IMO numbers are not all prime to ten, so that some changes go unseen: of digits by other than five none does.</summary>
    [Fact]
    public void A_Right_Imo_Number_Is_Read_And_With_Its_Last_Digit_Changed_Refused() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var scheme = IdentifierScheme.TryGet("imo")!;
        var right = new InventedIdentifiers(seed).Next("imo");
        var wrong = right[..6] + (char)('0' + ((right[6] - '0' + 1) % 10));
        return IdentifierReader.Read(scheme, right) == IdentifierReading.Right(right)
            && IdentifierReader.Read(scheme, wrong) is { Code: ErrorCodes.CheckDigit };
    }));

    private static bool IsCanonicalOrRefused(IdentifierScheme scheme, string raw)
    {
        var errors = new ErrorList();
        var identifier = IdentifierReader.TryRead(scheme.Code, raw, true, null, "", errors);
        if (identifier is null)
        {
            return errors.Count == 1;
        }

        return errors.Count == 0
            && identifier.Value.Length is > 0 and <= IdentifierReader.MaxLength
            && !identifier.Value.Any(unit => "/\\%+?#".Contains(unit, StringComparison.Ordinal) || char.IsControl(unit))
            && IdentifierScheme.CanonicalForLookUp(scheme.Code, identifier.Value) == identifier.Value;
    }
}
