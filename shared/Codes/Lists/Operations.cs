namespace InfoShare.Codes.Lists;

public static class Operations
{
    /// <summary>What a line of a submission asks for.</summary>
    public static CodeList List { get; } = new(
        "operations",
        "What a line of a submission asks for.",
        ("publish", "Publish", "发布", "Veröffentlichen"),
        ("correct", "Correct", "更正", "Berichtigen"),
        ("retract", "Retract", "撤回", "Zurückziehen"),
        ("reinstate", "Reinstate what was retracted", "恢复", "Wieder einsetzen"),
        ("repair", "Repair credit", "信用修复", "Wiederherstellung des Rufs"));
}
