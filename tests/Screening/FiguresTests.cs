using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("3Star Mobile Ltd", "Three Star Mobile Ltd")]
    [InlineData("Kargolux 24 GmbH", "Kargolux24 GmbH")]
    [InlineData("Brigada Forty-Four", "Brigada 44")]
    [InlineData("Cangzhou No.3 Bearing Factory", "Cangzhou Third Bearing Factory")]
    [InlineData("沧州第三轴承厂", "Cangzhou No. 3 Bearing Factory")]
    [InlineData("ООО «Вектор-7»", "ООО «Вектор Семь»")]
    [InlineData("ООО «Вектор-7»", "Vector VII LLC")]
    [InlineData("Fortuna II Shipping Ltd", "Fortuna 2 Shipping Ltd")]
    public void A_Number_Is_One_However_It_Is_Written(string one, string other) => Assert.InRange(Score(one, other), ScoringTable.DefaultThreshold, 1);

    [Theory]
    [InlineData("Second Cable Works of Tula", "First Cable Works of Tula")]
    [InlineData("中国第一精密机械厂", "中国第二精密机械厂")]
    [InlineData("Ostwind 7 Ltd", "Ostwind Eight Ltd")]
    [InlineData("Kargolux24 GmbH", "Kargolux42 GmbH")]
    public void Another_Number_Is_Another_Company(string one, string other) => Assert.InRange(Score(one, other), 0, ScoringTable.DefaultThreshold - 0.001);

    [Theory]
    [InlineData("Kargolux24", "kargolux 24")]
    [InlineData("3Star", "3 star")]
    [InlineData("Forty 4", "44")]
    [InlineData("twenty-one", "21")]
    [InlineData("A380", "a380")]
    [InlineData("Link4You", "link4you")]
    [InlineData("Ig0r", "igor")]
    [InlineData("25th", "25th")]
    [InlineData("J.P.Morgan", "jp morgan")]
    public void Figures_Are_Read_Apart_From_Words_But_Not_From_Codes(string name, string read) => Assert.Equal(read, string.Join(' ', ReadName.Of(name).Select(word => word.Text)));

    private static double Score(string one, string other) => NameComparison.Compare(NameAnalysis.Parse(one), NameAnalysis.Parse(other), persons: false).Score;
}
