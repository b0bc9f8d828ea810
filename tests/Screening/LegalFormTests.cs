using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

public sealed class LegalFormTests
{
    [Theory]
    [InlineData("ООО «Лазурит Снаб»", "ОАО «Лазурит Снаб»")]
    [InlineData("Ehrenfels Werkzeuge KG", "Ehrenfels Werkzeuge AG")]
    [InlineData("Muebles Alcantara S.A.", "Muebles Alcantara S.L.")]
    [InlineData("Verano Moda S.L.", "Verano Moda SRL")]
    [InlineData("Verano Moda S.L.", "Verano Moda Lda")]
    [InlineData("Cordoba Textil S.A.", "Cordoba Textil S.A.S.")]
    [InlineData("Cordoba Textil S.A.", "Cordoba Textil SpA")]
    [InlineData("Tornex Electronics LLC", "Tornex Electronics GmbH")]
    [InlineData("Tornex Electronics LLC", "Tornex Electronics FZE")]
    [InlineData("Falcon Gate General Trading LLC", "Falcon Gate General Trading FZ-LLC")]
    [InlineData("Falcon Gate General Trading LLC", "Falcon Gate General Trading DMCC")]
    [InlineData("UAB Baltijos Krovinys", "SIA Baltijos Krovinys")]
    [InlineData("UAB Baltijos Krovinys", "Baltijos Krovinys OÜ")]
    [InlineData("«Балкан Транзит» ЕООД", "Balkan Tranzit d.o.o.")]
    [InlineData("Bergen Fisk AS", "Bergen Fisk AB")]
    [InlineData("Brightwater Ceramics Pte Ltd", "Brightwater Ceramics Pty Ltd")]
    [InlineData("Brightwater Ceramics Pte Ltd", "Brightwater Ceramics Sdn Bhd")]
    [InlineData("Kwik Ship S.à r.l.", "Kwik Ship S.A.")]
    [InlineData("شركة الريان للمقاولات ذ.م.م", "شركة الريان للمقاولات ش.م.ع")]
    public void A_Sister_Company_Of_Another_Form_Stays_Below_The_Threshold(string one, string other) =>
        Assert.InRange(Score(one, other), 0, ScoringTable.DefaultThreshold - 0.001);

    [Theory]
    [InlineData("Karadeniz Lojistik A.Ş.", "Karadeniz Lojistik Anonim Şirketi")]
    [InlineData("Zelena Dolina a.s.", "Zelena Dolina akciová společnost")]
    [InlineData("Rīgas Noliktavas AS", "Rigas Noliktavas akciju sabiedrība")]
    [InlineData("Rīgas Noliktavas AS", "Акционерное общество Ригас Ноликтавас")]
    [InlineData("Bergen Fisk AS", "Bergen Fisk A/S")]
    [InlineData("Kwik Ship S.à r.l.", "Kwik Ship SARL")]
    [InlineData("Donau Holz e.U.", "Donau Holz")]
    [InlineData("SIA Daugavas Tranzīts", "ООО Даугавас Транзит")]
    [InlineData("ТОО «Алтын Дала»", "Altyn Dala LLP")]
    [InlineData("«Арарат» ՍՊԸ", "Ararat LLC")]
    [InlineData("Công ty Cổ phần Sao Mai", "Sao Mai JSC")]
    [InlineData("Lukovit Trading EOOD", "Lukovit Trading OOD")]
    [InlineData("Shifon Ltd", "שיפון בע\"מ")]
    [InlineData("शक्ति ट्रेडर्स प्राइवेट लिमिटेड", "Shakti Traders Private Limited")]
    [InlineData("شركة سلطان للتجارة ذ.م.م", "Sultan Trading LLC")]
    [InlineData("شركة سلطان للتجارة ش.ذ.م.م", "Sultan Trading LLC")]
    public void One_Form_Under_Two_Names_Agrees(string one, string other) => Assert.InRange(Score(one, other), ScoringTable.DefaultThreshold, 1);

    [Theory]
    [InlineData("ذ.م.م", "llc.ar")]
    [InlineData("ذ م م", "llc.ar")]
    [InlineData("ش.ذ.م.م", "llc.ar")]
    [InlineData("ش.م.ع", "jsc.ar")]
    [InlineData("ش.م.ك", "jsc.ar")]
    [InlineData("م.م.ح", "llc.fz")]
    [InlineData("S.à r.l.", "llc.fr")]
    [InlineData("e.U.", "sp.any")]
    [InlineData("בע״מ", "llc.il")]
    public void A_Form_Is_Read_With_And_Without_Full_Stops(string form, string meaning) =>
        Assert.Contains(ReadName.Of($"سلطان {form}"), word => word.Kind == "legal-form" && word.Meaning == meaning);

    private static double Score(string one, string other) => NameComparison.Compare(NameAnalysis.Parse(one), NameAnalysis.Parse(other), persons: false).Score;
}
