namespace InfoShare.Codes.Lists;

public static class RecordKinds
{
    /// <summary>What a record is.</summary>
    public static CodeList List { get; } = new(
        "record-kinds",
        "What a record is.",
        ("sanction", "Sanction", "处罚", "Sanktion"),
        ("case", "Case", "案件", "Fall"),
        ("alert", "Alert", "预警", "Warnmeldung"));
}
