namespace InfoShare.Codes.Lists;

public static class Typologies
{
    /// <summary>What an alert's anomaly looks like.</summary>
    public static CodeList List { get; } = new(
        "typologies",
        "What an alert's anomaly looks like.",
        ("structuring", "Structuring below thresholds", "拆分交易", "Stückelung unter Schwellenwerten"),
        ("volume-spike", "Sudden rise in volume", "交易量激增", "Plötzlicher Umsatzanstieg"),
        ("refund-abuse", "Abuse of refunds", "滥用退款", "Missbrauch von Rückerstattungen"),
        ("chargeback-rate", "Excessive chargebacks", "拒付率过高", "Überhöhte Rückbuchungen"),
        ("fraud-rate", "Excessive fraud", "欺诈率过高", "Überhöhte Betrugsquote"),
        ("order-payment-mismatch", "Orders and payments disagree", "订单与支付不符", "Bestellungen und Zahlungen stimmen nicht überein"),
        ("round-tripping", "Round-tripping of funds", "资金回流", "Kreislauf von Geldern"),
        ("shell-merchant", "Shell merchant", "空壳商户", "Scheinhändler"),
        ("quota-splitting", "Splitting of personal quotas", "分拆个人额度", "Aufteilung persönlicher Freibeträge"),
        ("mule-accounts", "Mule accounts", "跑分账户", "Finanzagentenkonten"),
        ("merchant-terminated", "Merchant relationship terminated", "终止商户合作", "Händlervertrag beendet"),
        ("other", "Other", "其他", "Sonstiges"));
}
