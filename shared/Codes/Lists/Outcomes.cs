namespace InfoShare.Codes.Lists;

public static class Outcomes
{
    /// <summary>How a case ended.</summary>
    public static CodeList List { get; } = new(
        "outcomes",
        "How a case ended.",
        ("sanctioned", "Sanctioned", "已处罚", "Sanktioniert"),
        ("commitments", "Commitments by the merchant", "商家承诺整改", "Zusagen des Händlers"),
        ("settled", "Settled", "和解", "Vergleich"),
        ("refunded", "Consumers refunded", "已退款", "Verbraucher entschädigt"),
        ("referred", "Referred to another authority", "移送其他机关", "An andere Behörde abgegeben"),
        ("no-violation", "No violation found", "未发现违法", "Kein Verstoß festgestellt"),
        ("insufficient-evidence", "Insufficient evidence", "证据不足", "Beweise unzureichend"),
        ("merchant-untraceable", "Merchant not to be found", "商家失联", "Händler nicht auffindbar"),
        ("withdrawn", "Complaint withdrawn", "投诉撤回", "Beschwerde zurückgezogen"),
        ("other", "Other", "其他", "Sonstiges"));
}
