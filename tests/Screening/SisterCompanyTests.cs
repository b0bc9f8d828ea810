using InfoShare.Screening;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Screening;

public sealed class SisterCompanyTests
{
    [Theory]
    [InlineData("Falcon Gate General Trading LLC", "Falcon Gate General Trading (LLC) Sharjah Branch")]
    [InlineData("上海宏发贸易有限公司", "上海宏发贸易有限公司北京分公司")]
    [InlineData("Brightwater Ceramics Pte Ltd", "Brightwater Ceramics (UK) Limited")]
    [InlineData("Brightwater Ceramics Pte Ltd", "Brightwater Ceramics (Shenzhen) Co., Ltd.")]
    [InlineData("Greenfield Agro Holdings plc", "Greenfield Agro Holdings (Cyprus) plc")]
    [InlineData("Tianlan Optics (Suzhou) Co., Ltd.", "Tianlan Optics Co., Ltd.")]
    public void A_Branch_Or_A_Place_In_Brackets_On_One_Side_Is_A_Sister(string one, string other) => Names.AreOthers(one, other);

    [Theory]
    [InlineData("Velmora Trading Germany GmbH", "Velmora Trading GmbH")]
    [InlineData("Velmora Trading Germany GmbH", "Velmora Trading France SAS")]
    [InlineData("Northbridge Industrial Supplies UK Limited", "Northbridge Industrial Supplies Limited")]
    [InlineData("Velmora Automotive Interior Components Austria GmbH", "Velmora Automotive Interior Components Germany GmbH")]
    [InlineData("Velmora Electronics Asia Pacific Pte Ltd", "Velmora Electronics Pte Ltd")]
    [InlineData("Velmora Logistics Hamburg GmbH", "Velmora Logistics GmbH")]
    [InlineData("Velmora Foods Sri Lanka (Pvt) Ltd", "Velmora Foods (Pvt) Ltd")]
    [InlineData("Velmora Foods Albania Sh.p.k.", "Velmora Foods Sh.p.k.")]
    [InlineData("Velmora Foods Ghana Limited", "Velmora Foods Limited")]
    [InlineData("Velmora do Brasil Ltda", "Velmora Ltda")]
    [InlineData("Velmora Deutschland Holding GmbH", "Velmora Holding GmbH")]
    [InlineData("Velmora Automotive Components CZ, s.r.o.", "Velmora Automotive Components SK, s.r.o.")]
    [InlineData("Velmora Automotive Components PL Sp. z o.o.", "Velmora Automotive Components Sp. z o.o.")]
    [InlineData("蓝鹭电子中国有限公司", "蓝鹭电子有限公司")]
    [InlineData("蓝鹭国际贸易上海有限公司", "蓝鹭国际贸易有限公司")]
    [InlineData("Lanlu Electronics China Co., Ltd.", "蓝鹭电子有限公司")]
    [InlineData("ООО «Вельмора Трейдинг Казахстан»", "ООО «Вельмора Трейдинг»")]
    [InlineData("ООО «Вельмора Логистик Рус»", "ООО «Вельмора Логистик»")]
    [InlineData("Вельмора България ЕООД", "Вельмора ЕООД")]
    [InlineData("Velmora Ελλάς Α.Ε.", "Velmora Α.Ε.")]
    [InlineData("פלמורה ישראל בע״מ", "פלמורה בע״מ")]
    public void A_Country_Or_A_Place_Beside_The_Legal_Form_Is_That_Of_A_Sister(string one, string other)
    {
        Names.AreOthers(one, other);
        Names.AreOthers(other, one);
    }

    [Theory]
    [InlineData("Velmora Logistics Ltd", "Velmora Logistics Ltd Branch")]
    [InlineData("Velmora Logistics GmbH", "Velmora Logistics GmbH Zweigniederlassung Schweiz")]
    [InlineData("Velmora B.V.", "Velmora B.V. bijkantoor")]
    [InlineData("Velmora Ltd", "Velmora Ltd Türkiye Şubesi")]
    [InlineData("Velmora plc", "Velmora plc, Permanent Establishment")]
    [InlineData("ООО «Вельмора Логистика»", "ООО «Вельмора Логистика», филиал")]
    [InlineData("АО «Вельмора»", "Представительство АО «Вельмора»")]
    [InlineData("蓝鹭电子有限公司", "蓝鹭电子有限公司分公司")]
    [InlineData("شركة فلمورا للتجارة", "فرع شركة فلمورا للتجارة")]
    public void The_Branch_Of_A_Company_Is_A_Sister_In_Every_Language(string one, string other) => Names.AreOthers(one, other);

    [Theory]
    [InlineData("Velmora Germany GmbH", "Velmora Deutschland GmbH")]
    [InlineData("Velmora Trading Germany GmbH", "Velmora Trading (Germany) GmbH")]
    [InlineData("蓝鹭电子(中国)有限公司", "Lanlu Electronics China Co Ltd")]
    [InlineData("Velmora CZ s.r.o.", "VELMORA CZ spol. s r.o.")]
    [InlineData("Velmora Shipping Company Iran", "Iranian Velmora Shipping Company")]
    [InlineData("Velmora German Tools Ltd", "Velmora Tools Ltd")]
    [InlineData("Russian Velmora Export LLC", "Velmora Export LLC")]
    [InlineData("Shenzhen Lanlu Electronics Co Ltd", "Lanlu Electronics Co Ltd")]
    [InlineData("Velmora Engineering Works Ltd, Damascus", "Velmora Engineering Works Ltd")]
    [InlineData("Northbridge Industrial Supplies Ireland", "Northbridge Industrial Supplies Limited")]
    public void A_Country_That_Both_Say_Or_That_Describes_A_Trade_Or_Ends_An_Address_Makes_No_Sister(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("Lanlu Electronics Co Ltd", "Lanlu Electronics China Co Ltd")]
    [InlineData("Lanlu Electronics China Co Ltd", "Lanlu Electronics Co Ltd")]
    public void A_Country_That_Only_One_Name_Says_Tells_Nothing_Where_The_Other_One_Is_Known_To_Be_Of_It(string asked, string found)
    {
        var hub = new IndexFixture();
        hub.Publish("cn-customs", "S-1", IndexFixture.Green, name: found);

        ScreeningHit Hit(string? country) => Assert.Single(
            new MerchantScreening(hub.Index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now).Find(new() { Names = [asked], Country = country, Threshold = 0.1 }));

        // The record says that its merchant is of China; a question says so only if it is asked with the country.
        var isKnown = found == "Lanlu Electronics Co Ltd";
        Assert.Equal(isKnown, Hit(null).Score >= ScoringTable.DefaultThreshold);
        Assert.InRange(Hit("CN").Score, ScoringTable.DefaultThreshold, 0.8);
        Assert.InRange(Hit("DE").Score, 0, ScoringTable.DefaultThreshold - 0.001);
        Assert.Contains("place-is-country", Hit("CN").Reasons.Select(reason => reason.Feature));
    }

    [Fact]
    public void A_Part_Of_A_Name_Is_Found_In_The_Names_Of_All_Sisters()
    {
        var hub = new IndexFixture();
        string[] sisters = ["Velmora Germany GmbH", "Velmora (Shenzhen) Co., Ltd.", "Velmora SAS, succursale de Bruxelles"];
        for (var at = 0; at < sisters.Length; at++)
        {
            hub.Publish("cn-customs", $"S-{at}", IndexFixture.Green, name: sisters[at]);
        }

        var found = new MerchantScreening(hub.Index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now).Find(new() { Names = ["Velmora"], IsPart = true });

        Assert.Equal(sisters.Order(StringComparer.Ordinal), found.Select(hit => hit.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Qingdao Marlin Import Co Ltd", "Qingdao Marlin Export Co Ltd")]
    [InlineData("Ningbo Yongli Tools Co., Ltd.", "Ningbo Yongli Plastic Co., Ltd.")]
    [InlineData("深圳市华星科技有限公司", "深圳市华星电子有限公司")]
    [InlineData("Sunrise Textile Factory", "Sunrise Garment Factory")]
    [InlineData("Blue Ocean Marine Services FZE", "Blue Ocean Marine Equipment LLC")]
    public void Another_Trade_Is_Another_Company(string one, string other) => Names.AreOthers(one, other);

    [Theory]
    [InlineData("Orion Energy Ltd", "Orion Power Ltd")]
    [InlineData("Delta Oil Company", "Delta Fuel Company")]
    [InlineData("Omega Steel Works", "Omega Steel Factory")]
    [InlineData("Global Trade Solutions Ltd", "World Trade Solutions Ltd")]
    [InlineData("Petersen Brothers Ltd", "Petersen & Sons Ltd")]
    [InlineData("Lacroix Frères SARL", "Lacroix & Fils SARL")]
    public void Words_That_Only_A_Translation_Exchanges_Lower_The_Score(string one, string other) => Assert.InRange(Names.Score(one, other), 0, 0.9);

    [Theory]
    [InlineData("GAH plc", "Greenfield Agro Holdings plc")]
    [InlineData("MPE Corp", "Meridian Power Engineering Corp")]
    public void Three_Letters_Alone_Are_No_Hit(string one, string other) => Names.AreOthers(one, other);

    [Theory]
    [InlineData("Tianlan Optics (Suzhou) Co., Ltd.", "苏州天澜光学有限公司")]
    [InlineData("天澜光学(苏州)有限公司", "Suzhou Tianlan Optics Co., Ltd.")]
    [InlineData("Hengtai Trading (HK) Ltd", "香港恒泰贸易有限公司")]
    [InlineData("Zhejiang Dahao Pump Co., Ltd.", "Zhejiang Dahao Pump Industry Co., Ltd. Formerly Taizhou Minsheng Pump")]
    [InlineData("Taizhou Minsheng Pump", "Zhejiang Dahao Pump Industry Co., Ltd. (formerly Taizhou Minsheng Pump)")]
    [InlineData("شركة الريان للمقاولات", "الريان للمقاولات")]
    public void One_Company_Is_Found_Wherever_Its_Place_Or_Its_Former_Name_Stands(string one, string other) => Names.AreFound(one, other);
}
