namespace InfoShare.Codes.Lists;

public static class Categories
{
    /// <summary>What a sanction or a case is about.</summary>
    public static CodeList List { get; } = new(
        "categories",
        "What a sanction or a case is about.",
        ("counterfeit", "Counterfeit goods", "假冒商品", "Produktfälschung"),
        ("ip-infringement", "Infringement of intellectual property", "侵犯知识产权", "Verletzung geistigen Eigentums"),
        ("false-advertising", "False or misleading advertising", "虚假宣传", "Irreführende Werbung"),
        ("fake-reviews", "Fake reviews or ratings", "虚假评价", "Gefälschte Bewertungen"),
        ("product-safety", "Unsafe products", "产品安全", "Produktsicherheit"),
        ("prohibited-goods", "Prohibited or restricted goods", "禁止或限制商品", "Verbotene oder beschränkte Waren"),
        ("non-delivery", "Goods not delivered", "未交付商品", "Nichtlieferung"),
        ("refused-refund", "Refund or withdrawal refused", "拒绝退款", "Verweigerte Rückerstattung"),
        ("unfair-terms", "Unfair contract terms", "不公平条款", "Unfaire Vertragsklauseln"),
        ("privacy-breach", "Breach of consumers' privacy", "侵犯消费者个人信息", "Verletzung der Privatsphäre"),
        ("unregistered-trader", "Trading without registration or licence", "无照经营", "Handel ohne Registrierung oder Erlaubnis"),
        ("tax-evasion", "Tax evasion", "偷逃税款", "Steuerhinterziehung"),
        ("smuggling", "Smuggling", "走私", "Schmuggel"),
        ("undervaluation", "Undervaluation in customs declarations", "低报价格", "Unterfakturierung bei der Zollanmeldung"),
        ("foreign-exchange", "Breach of foreign exchange rules", "违反外汇管理规定", "Verstoß gegen Devisenvorschriften"),
        ("client-funds-misuse", "Misuse of clients' funds", "挪用客户资金", "Missbrauch von Kundengeldern"),
        ("payment-fraud", "Payment fraud", "支付欺诈", "Zahlungsbetrug"),
        ("money-laundering", "Money laundering", "洗钱", "Geldwäsche"),
        ("financial-sanctions", "Financial sanctions", "金融制裁", "Finanzsanktionen"),
        ("other", "Other", "其他", "Sonstiges"));
}
