using InfoShare.Identifiers;

namespace InfoShare.Tests.Identifiers;

public sealed class VatTests
{
    [Theory]
    [InlineData("DE136695976")]
    [InlineData("FR40303265045")]
    [InlineData("FR83404833048")]
    [InlineData("FRK7399859412")]
    [InlineData("IT00743110157")]
    [InlineData("ES54362315K")]
    [InlineData("ESX2482300W")]
    [InlineData("ESJ99216582")]
    [InlineData("ESB78361482")]
    [InlineData("ESN0071323J")]
    [InlineData("ESP1234567D")]
    [InlineData("ES12345678Z")]
    [InlineData("ESK1234567L")]
    [InlineData("NL123456782B01")]
    [InlineData("NL123456789B13")]
    [InlineData("PL8567346215")]
    [InlineData("BE0428759497")]
    [InlineData("GB980780684")]
    [InlineData("GB980780684001")]
    [InlineData("GBGD123")]
    [InlineData("ATU12345678")]
    [InlineData("IE1234567FA")]
    [InlineData("IE8D79739I")]
    [InlineData("RO12")]
    [InlineData("SE556012579001")]
    public void Right_Numbers_Are_Read(string number) =>
        Assert.Equal((number, null), (Read(number).Value, Read(number).Code));

    [Theory]
    [InlineData("DE136695975")]
    [InlineData("FR41303265045")]
    [InlineData("IT00743110158")]
    [InlineData("ES54362315L")]
    [InlineData("ESX2482300A")]
    [InlineData("ESJ99216583")]
    [InlineData("NL123456783B01")]
    [InlineData("NL123456789B12")]
    [InlineData("PL8567346216")]
    [InlineData("BE0428759498")]
    [InlineData("BE2428759497")]
    [InlineData("GB980780685")]
    public void Wrong_Check_Digits_Are_Told(string number) => Assert.Equal("check-digit", Read(number).Code);

    [Theory]
    [InlineData("ATU1234567")]
    [InlineData("DE12345678")]
    [InlineData("NL123456782A01")]
    [InlineData("GBXX123")]
    [InlineData("CH123456789")]
    [InlineData("DEABCDEFGHI")]
    [InlineData("FR4030326504A")]
    public void Other_Forms_Are_Refused(string number) => Assert.Equal("invalid-identifier", Read(number).Code);

    [Theory]
    [InlineData("GR123456789", "EL123456789")]
    [InlineData("BE 428.759.497", "BE0428759497")]
    [InlineData("fr 40 303 265 045", "FR40303265045")]
    [InlineData("ＤＥ１３６６９５９７６", "DE136695976")]
    public void Other_Ways_Of_Writing_Are_The_Same(string number, string canonical) => Assert.Equal(canonical, Read(number).Value);

    private static IdentifierReading Read(string number) => IdentifierReader.Read(IdentifierScheme.TryGet("vat")!, number);
}
