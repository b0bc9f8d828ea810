using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

public sealed class ChineseNameTests
{
    [Theory]
    [InlineData("Kunshan Jinhua Hardware Products Co., Ltd.", "昆山市锦华五金制品有限公司")]
    [InlineData("Cixi Hongyuan Electric Appliance Co., Ltd.", "慈溪市宏远电器有限公司")]
    [InlineData("Changzhou Ruike Bearing Co., Ltd.", "常州市锐科轴承有限公司")]
    [InlineData("Ruian Tongda Auto & Motorcycle Parts Factory", "瑞安市通达汽摩配件厂")]
    [InlineData("Taizhou Huangyan Jingsu Mould Co., Ltd.", "台州市黄岩精塑模具有限公司")]
    [InlineData("Xiamen Haicang Stone Co., Ltd.", "厦门海沧石材有限公司")]
    [InlineData("浙江大豪泵业有限公司", "Zhejiang Dahao Pump Co., Ltd.")]
    [InlineData("Shandong Lutai Building Materials Co., Ltd.", "山东鲁泰建材有限公司")]
    [InlineData("Foshan Shunde Wanjiale Electric", "佛山市顺德区万家乐电器")]
    [InlineData("Shantou Chenghai Qiqu Toys Factory", "汕头市澄海区奇趣玩具厂")]
    [InlineData("Qingdao Hairun Foodstuff Co., Ltd.", "青岛海润食品有限公司")]
    [InlineData("Xindu Lutai Trading", "新都县鲁泰贸易有限公司")]
    [InlineData("Guangzhou Tianlong Auto Parts Co Ltd", "广州天龙汽车配件有限公司")]
    [InlineData("Shenzhen Hengtai Cross-border E-commerce Co., Ltd.", "深圳市恒泰跨境电子商务有限公司")]
    [InlineData("Yiwu Hengtai Daily Necessities Co., Ltd.", "义乌市恒泰日用品有限公司")]
    [InlineData("Hengtai Pet Products", "恒泰宠物用品有限公司")]
    public void A_Run_Of_Characters_Is_Cut_At_Towns_Districts_And_Trades(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("香港恒泰贸易有限公司", "香港恆泰貿易有限公司")]
    [InlineData("上海宏發貿易有限公司", "上海宏发贸易有限公司")]
    public void Traditional_And_Simplified_Characters_Are_The_Same_Name(string one, string other) => Names.AreTheSame(one, other);

    [Theory]
    [InlineData("深圳市华星科技有限公司", "深圳市华兴科技有限公司")]
    [InlineData("深圳市华星科技有限公司", "深圳市华兴科技")]
    [InlineData("东莞市利鑫电子有限公司", "东莞市力新电子有限公司")]
    [InlineData("上海宏发贸易有限公司", "上海红法贸易公司")]
    [InlineData("深圳市华星科技有限公司", "深圳市华新科技")]
    public void One_Sound_In_Other_Characters_Is_Another_Name(string one, string other) => Names.AreOthers(one, other);

    [Theory]
    [InlineData("Minghui Lighting Co Ltd", "Minghua Lighting Co Ltd")]
    [InlineData("Hongda Hardware Co Ltd", "Hengda Hardware Co Ltd")]
    [InlineData("深圳市蓝鹭电子有限公司", "Shenzhen Lanmu Electronics Co., Ltd.")]
    [InlineData("深圳市蓝鹭电子有限公司", "Shenzhen Hanlu Electronics Co., Ltd.")]
    [InlineData("宁波永利工具有限公司", "Ningbo Hongli Tools Co Ltd")]
    [InlineData("上海宏发国际贸易有限公司", "Shanghai Hongfeng International Trading Co Ltd")]
    [InlineData("Shanghai Hongda International Trading Co Ltd", "Shanghai Hongfa International Trading Co Ltd")]
    public void A_Syllable_Is_No_Slip_Of_The_Pen(string one, string other) => Names.AreOthers(one, other);

    [Theory]
    [InlineData("Lvyuan Environmental Co Ltd", "绿源环保有限公司")]
    [InlineData("Chongxing Machinery Co Ltd", "重兴机械有限公司")]
    [InlineData("Changle Xingye Textile Co Ltd", "长乐市兴业纺织有限公司")]
    public void A_Character_That_Is_Read_In_Two_Ways_Is_Found_By_Either(string one, string other) => Names.AreFound(one, other);

    [Fact]
    public void A_Word_Of_The_Sound_Of_A_Trade_Is_None() => Assert.DoesNotContain(ReadName.Of("北京华工有限公司"), word => word.Kind == "trade");
}
