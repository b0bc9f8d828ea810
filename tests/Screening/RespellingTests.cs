namespace InfoShare.Tests.Screening;

public sealed class RespellingTests
{
    [Theory]
    [InlineData("Шэньчжэнь Жуйцзе Технолоджи Ко., Лтд", "Shenzhen Ruijie Technology Co., Ltd")]
    [InlineData("Шэньчжэнь Жуйцзе Технолоджи Ко., Лтд", "深圳市锐捷科技有限公司")]
    [InlineData("Сямэнь Сюйхуэй Трейдинг", "Xiamen Xuhui Trading")]
    [InlineData("ООО Дунгуань Цисян Хардвэр", "Dongguan Qixiang Hardware Co., Ltd.")]
    [InlineData("Синхо Машинери", "Xinghuo Machinery Co., Ltd.")]
    [InlineData("Нинбо Цзиньпэн Интернэшнл Фрейт Форвардинг Ко", "宁波金鹏国际货运代理有限公司")]
    [InlineData("Иу Юаньфань импорт-экспорт ООО", "义乌市远帆进出口有限公司")]
    public void A_Chinese_Name_In_The_Spelling_Of_Palladius_Is_Found(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("ООО «Партнер Трейд»", "Partner Trade LLC")]
    [InlineData("ООО «Грин Лайн»", "Green Line LLC")]
    [InlineData("ООО «Фэшн Стайл»", "Fashion Style LLC")]
    [InlineData("ООО «Ай Ти Солюшнс»", "IT Solutions LLC")]
    [InlineData("ООО «ДжиПиЭс Трейд»", "GPS Trade LLC")]
    [InlineData("ООО «Эйч Ди Моторс»", "HD Motors LLC")]
    [InlineData("ООО «Прайм Логистикс»", "Prime Logistics LLC")]
    [InlineData("ООО «Смарт Хаус»", "Smart House Ltd")]
    [InlineData("ООО «Сигма Технолоджис»", "Sigma Technologies LLC")]
    public void English_Words_And_Letters_By_Their_Sound_Are_Found(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("ВЕТА СОМ TRADE", "BETA COM TRADE")]
    [InlineData("ВЕСТА КОМ", "BECTA KOM")]
    [InlineData("РАТRIОТ СОМ", "PATRIOT COM")]
    [InlineData("N0rdwest Carg0 GmbH", "Nordwest Cargo GmbH")]
    public void Letters_That_Only_Look_Cyrillic_Or_Like_A_Figure_Are_Found(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("ООО «Северный Причал»", "OOO Severny Prichal")]
    [InlineData("ООО «Банан»", "Banan LLC")]
    [InlineData("ООО «Вектор»", "Vektor LLC")]
    [InlineData("АО «Сокол»", "Sokol JSC")]
    public void A_Russian_Name_Is_Still_Read_As_It_Stands(string one, string other) => Names.AreFound(one, other);
}
