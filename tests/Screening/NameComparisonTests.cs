using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

public sealed class NameComparisonTests
{
    [Theory]
    [InlineData("Ostwind Trading GmbH", "OSTWIND TRADING, G.m.b.H.")]
    [InlineData("Nordlicht Zürich AG", "nordlicht zurich ag")]
    [InlineData("ОСТВИНД ООО", "Ostvind OOO")]
    [InlineData("Ｎｏｒｄｌｉｃｈｔ　Ｌｔｄ", "Nordlicht Ltd")]
    [InlineData("Nord\u200blicht Ltd", "Nordlicht Ltd")]
    [InlineData("Nоrdliсht Ltd", "Nordlicht Ltd")]
    public void Names_That_Are_The_Same_After_Folding_Score_Exactly_One(string one, string other) => Assert.Equal(1, Score(one, other));

    [Theory]
    [InlineData("Ostwind Trading GmbH", "Ostwind Handel GmbH")]
    [InlineData("Blue Heron Logistics Ltd", "Heron Blue Logistics Ltd")]
    [InlineData("Blue Heron Logistics Ltd", "Blue Heron Logistics")]
    [InlineData("Blue Heron Logistics Limited", "Blue Heron Logistics Ltd.")]
    [InlineData("BlueHeron Logistics", "Blue Heron Logistics")]
    [InlineData("Blue Herron Logistics", "Blue Heron Logistics")]
    [InlineData("Шуховский завод", "Shukhovskiy Plant")]
    [InlineData("Шуховский завод", "Šuhovskij Zavod")]
    [InlineData("深圳市蓝鹭电子有限公司", "Shenzhen Lanlu Electronics Co., Ltd.")]
    [InlineData("深圳市蓝鹭电子有限公司", "Shenzhen Lan Lu Electronics Co Ltd")]
    [InlineData("北京蓝鹭銀行", "Beijing Lanlu Bank")]
    [InlineData("شركة سلطان للتجارة", "Sultan Trading Company")]
    [InlineData("BHRC Ltd", "Blue Heron Research Centre Ltd")]
    [InlineData("Brilliant Toys Factory", "Briliant Toys Factory")]
    [InlineData("شرکت سپهر", "Sepehr Company")]
    public void One_Company_Under_Two_Names_Is_A_Hit_And_Not_The_Same_Name(string one, string other)
    {
        var score = Score(one, other);
        Assert.InRange(score, ScoringTable.DefaultThreshold, ScoringTable.NotTheSame);
        Assert.InRange(Score(other, one), score - 0.1, score + 0.1);
    }

    [Theory]
    [InlineData("Ostwind Trading GmbH", "Ostwind Trading Ltd")]
    [InlineData("Ostwind Trading AG", "Ostwind Trading GmbH")]
    [InlineData("深圳市华兴电子股份有限公司", "深圳市华兴电子有限公司")]
    [InlineData("Ostwind (Singapore) Ltd", "Ostwind (Poland) Ltd")]
    [InlineData("Bank of Chad", "Bank of China")]
    [InlineData("Ostwind Trading", "Kranich Trading")]
    [InlineData("Ostwind 7 Ltd", "Ostwind 8 Ltd")]
    [InlineData("Trading Company", "Ostwind Trading Company")]
    [InlineData("ABC Import Export Ltd", "ABD Import Export Ltd")]
    [InlineData("HQT Electronic Limited", "HTQ Electronic Limited")]
    [InlineData("ООО «Стройинвест-М»", "ООО «Стройинвест-К»")]
    [InlineData("深圳市蓝鹭电子有限公司", "深圳市红鹤电子有限公司")]
    public void Sister_Companies_And_Others_Stay_Below_The_Threshold(string one, string other) =>
        Assert.InRange(Score(one, other), 0, ScoringTable.DefaultThreshold - 0.001);

    [Fact]
    public void Every_Feature_Gives_A_Number_And_A_Sentence_And_They_Add_Up()
    {
        var compared = NameComparison.Compare(NameAnalysis.Parse("Ostwind Global Trading GmbH"), NameAnalysis.Parse("Ostwindd Trading Ltd"), false);

        Assert.All(compared.Reasons, reason => Assert.True(reason.Text.EndsWith('.') && reason.Feature.Length > 0));
        var form = Assert.Single(compared.Reasons, reason => reason.Feature == "legal-form-differs");
        Assert.Equal("The legal form differs: gmbh / ltd.", form.Text);
        Assert.True(form.Effect < 0);
        Assert.Contains(compared.Reasons, reason => reason.Feature == "words-spelt-differently");
        Assert.Equal(compared.Score, compared.Reasons.Sum(reason => reason.Effect), 2);
    }

    [Fact]
    public void A_Score_Depends_On_The_Two_Names_Alone()
    {
        var (one, other) = (NameAnalysis.Parse("Blue Herron Logistics"), NameAnalysis.Parse("Blue Heron Freight Ltd"));
        Assert.Single(Enumerable.Range(0, 50).Select(_ => NameComparison.Compare(one, other, false).Score).Distinct());
    }

    private static double Score(string one, string other) => NameComparison.Compare(NameAnalysis.Parse(one), NameAnalysis.Parse(other), persons: false).Score;
}
