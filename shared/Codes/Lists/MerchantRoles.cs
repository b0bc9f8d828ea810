namespace InfoShare.Codes.Lists;

public static class MerchantRoles
{
    /// <summary>What a merchant does in the trade.</summary>
    public static CodeList List { get; } = new(
        "merchant-roles",
        "What a merchant does in the trade.",
        ("seller", "Seller", "卖家", "Verkäufer"),
        ("platform", "Platform", "平台", "Plattform"),
        ("payment-institution", "Payment institution", "支付机构", "Zahlungsinstitut"),
        ("logistics", "Logistics", "物流", "Logistik"),
        ("purchasing-agent", "Purchasing agent", "代购", "Einkaufsvermittler"),
        ("manufacturer", "Manufacturer", "生产商", "Hersteller"),
        ("importer", "Importer", "进口商", "Einführer"));
}
