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
