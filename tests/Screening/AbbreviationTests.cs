namespace InfoShare.Tests.Screening;

public sealed class AbbreviationTests
{
    [Theory]
    [InlineData("Yiwu Starfield Import & Export Co., Ltd.", "Yiwu Starfield Imp. & Exp. Co., Ltd.")]
    [InlineData("YIWU YUANFAN IMP AND EXP CO LTD", "义乌市远帆进出口有限公司")]
    [InlineData("Falcon Gate General Trading LLC", "Falcon Gate Gen. Trdg. L.L.C.")]
    [InlineData("Müller Handelsgesellschaft mbH", "Mueller Handelsges. m.b.H.")]
    [InlineData("Société Générale de Négoce Marsouin SARL", "Sté Gle de Négoce Marsouin")]
    [InlineData("Établissements Lacroix-Dubreuil et Fils", "Ets Lacroix Dubreuil & Fils")]
    [InlineData("ООО «Торговый дом Щукинъ»", "ТД Щукин")]
    [InlineData("Al Maha Foodstuff Trading LLC", "Al Maha Food Stuff Trading L.L.C.")]
    [InlineData("Объединённая химическая компания «Ярило»", "ОХК «Ярило»")]
    public void A_Word_Cut_Short_Is_Still_The_Word(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("ИП Тарасенко Игорь Львович", "ИП Тарасенко И.Л.")]
    [InlineData("ИП Тарасенко Игорь Львович", "ИП Тарасенко И. Л.")]
    [InlineData("ИП Козлов Андрей Викторович", "Individual entrepreneur Kozlov A.V.")]
    public void Initials_Of_A_Sole_Trader_Stand_For_The_Names(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("ИП Тарасенко Игорь Львович", "ИП Тарасенко К.П.")]
    public void Other_Initials_Do_Not(string one, string other) => Names.AreOthers(one, other);
}
