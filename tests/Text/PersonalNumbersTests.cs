using FsCheck;
using FsCheck.Fluent;
using InfoShare.Text;

namespace InfoShare.Tests.Text;

public sealed class PersonalNumbersTests
{
    [Theory]
    [InlineData("paid with 4111111111111111 on Monday")]
    [InlineData("card 4111 1111 1111 1111")]
    [InlineData("card 4111-1111-1111-1111, 2 parcels")]
    [InlineData("card 4111 1111 1111 1111 03 2027")]
    [InlineData("order 12 4111 1111 1111 1111")]
    [InlineData("卡号５５５５５５５５５５５５４４４４。")]
    [InlineData("378282246310005")]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("4111·1111·1111·1111")]
    [InlineData("4111\u200B1111\u200B1111\u200B1111")]
    [InlineData("41\u00AD11\uFEFF1111\u202A1111\u20601111")]
    [InlineData("4\uFE0F\u20E3111 1111 1111 1111")]
    [InlineData("3782 822463 10005")]
    [InlineData("6200000000000005")]
    public void Card_Numbers_Are_Suspected(string text) => Assert.Equal("a payment card number", PersonalNumbers.Suspect(text));

    [Theory]
    [InlineData("DE89370400440532013000")]
    [InlineData("refund to GB82 WEST 1234 5698 7654 32 please")]
    [InlineData("iban:nl91abna0417164300.")]
    [InlineData("DE89.3704.0044.0532.0130.00")]
    [InlineData("DE89\u200B37040044\u200D0532013000")]
    [InlineData("(FR14 2004 1010 0505 0001 3M02 606)")]
    public void Ibans_Are_Suspected(string text) => Assert.Equal("an IBAN", PersonalNumbers.Suspect(text));

    [Theory]
    [InlineData("")]
    [InlineData("4111111111111112")]
    [InlineData("411111111111111111111")]
    [InlineData("1111111111111117")]
    [InlineData("91110108551385082Q")]
    [InlineData("DE88370400440532013000")]
    [InlineData("DE8937040044053201300")]
    [InlineData("XDE89370400440532013000")]
    [InlineData("from NO 80 boxes went to")]
    [InlineData("fined 4 500 000 yuan on 2024-05-06, decision 2024-117")]
    [InlineData("HS 8517130000, declaration 530420241042001234")]
    public void Other_Numbers_Are_Not(string text) => Assert.Null(PersonalNumbers.Suspect(text));

    [Fact]
    public void No_Text_Makes_It_Fail() => Check.QuickThrowOnFailure(Prop.ForAll<char[]>(units => PersonalNumbers.Suspect(new string(units)) is null or { Length: > 0 }));
}
