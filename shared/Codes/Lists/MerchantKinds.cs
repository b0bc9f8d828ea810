namespace InfoShare.Codes.Lists;

public static class MerchantKinds
{
    /// <summary>What a merchant is.</summary>
    public static CodeList List { get; } = new(
        "merchant-kinds",
        "What a merchant is.",
        ("company", "Company", "企业", "Unternehmen"),
        ("sole-trader", "Sole trader", "个体工商户", "Einzelunternehmer"),
        ("person", "Natural person", "自然人", "Natürliche Person"),
        ("public-body", "Public body", "公共机构", "Öffentliche Stelle"),
        ("vessel", "Vessel", "船舶", "Schiff"),
        ("aircraft", "Aircraft", "航空器", "Luftfahrzeug"),
        ("unknown", "Not known", "未知", "Unbekannt"));
}
