namespace InfoShare.Codes.Lists;

public static class AgencyKinds
{
    /// <summary>What an agency is.</summary>
    public static CodeList List { get; } = new(
        "agency-kinds",
        "What an agency is.",
        ("customs", "Customs", "海关", "Zoll"),
        ("tax", "Tax authority", "税务机关", "Steuerbehörde"),
        ("market-regulator", "Market regulator", "市场监管机关", "Marktaufsicht"),
        ("financial-regulator", "Financial regulator", "金融监管机关", "Finanzaufsicht"),
        ("commerce", "Commerce authority", "商务主管部门", "Handelsbehörde"),
        ("judicial", "Judicial authority", "司法机关", "Justizbehörde"),
        ("platform", "Platform", "平台", "Plattform"),
        ("payment-institution", "Payment institution", "支付机构", "Zahlungsinstitut"),
        ("operator", "Operator of the hub", "中心运营方", "Betreiber der Plattform"));
}
