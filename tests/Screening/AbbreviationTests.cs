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

    [Theory]
    [InlineData("V E L M O R A", "Velmora GmbH")]
    [InlineData("V e l m o r a  T r a d i n g", "Velmora Trading GmbH")]
    [InlineData("В Е Л Ь М О Р А", "ООО «Вельмора»")]
    [InlineData("V-e-l-m-o-r-a Trading", "Velmora Trading GmbH")]
    public void A_Word_Whose_Letters_Stand_Apart_Is_Still_The_Word(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("Velmora™ Trading® GmbH", "Velmora Trading GmbH")]
    [InlineData("Velmora S A R L", "Velmora SARL")]
    public void Marks_Of_Trade_And_Spaces_In_A_Legal_Form_Change_No_Name(string one, string other) => Names.AreTheSame(one, other);

    [Theory]
    [InlineData("Velmora Trading GmbH in Liquidation", "Velmora Trading GmbH")]
    [InlineData("ООО Вельмора Трейдинг (в ликвидации)", "ООО Вельмора Трейдинг")]
    [InlineData("蓝鹭电子有限公司(已注销)", "蓝鹭电子有限公司")]
    [InlineData("Velmora Official Store", "Velmora GmbH")]
    [InlineData("蓝鹭电子旗舰店", "蓝鹭电子有限公司")]
    public void How_A_Company_Stands_And_That_It_Has_A_Shop_Is_Hardly_Of_Its_Name(string one, string other) => Names.AreFound(one, other);
}
