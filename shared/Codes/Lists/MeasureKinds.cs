namespace InfoShare.Codes.Lists;

public static class MeasureKinds
{
    /// <summary>What a sanction does to the merchant.</summary>
    public static CodeList List { get; } = new(
        "measures",
        "What a sanction does to the merchant.",
        ("warning", "Warning", "警告", "Verwarnung"),
        ("fine", "Fine", "罚款", "Geldbuße"),
        ("confiscation", "Confiscation", "没收", "Einziehung"),
        ("seizure", "Seizure", "扣押", "Beschlagnahme"),
        ("destruction", "Destruction of goods", "销毁", "Vernichtung von Waren"),
        ("recall", "Recall of products", "召回", "Rückruf"),
        ("suspension", "Suspension of business", "责令停业", "Aussetzung der Tätigkeit"),
        ("licence-revocation", "Revocation of a licence", "吊销许可证", "Entzug der Erlaubnis"),
        ("delisting", "Removal of offers", "下架商品", "Entfernung von Angeboten"),
        ("import-ban", "Import ban", "禁止进口", "Einfuhrverbot"),
        ("platform-ban", "Exclusion from a platform", "平台禁入", "Ausschluss von einer Plattform"),
        ("asset-freeze", "Asset freeze", "冻结资产", "Einfrieren von Vermögen"),
        ("account-freeze", "Account freeze", "冻结账户", "Kontosperrung"),
        ("tax-penalty", "Tax penalty", "税务处罚", "Steuerstrafe"),
        ("corrective-order", "Order to correct", "责令改正", "Abhilfeanordnung"),
        ("other", "Other", "其他", "Sonstiges"));
}
