namespace InfoShare.Codes.Lists;

public static class Severities
{
    /// <summary>How grave a sanction's breach is.</summary>
    public static CodeList List { get; } = new(
        "severities",
        "How grave a sanction's breach is.",
        ("minor", "Minor", "轻微", "Gering"),
        ("moderate", "Moderate", "一般", "Mittel"),
        ("serious", "Serious", "严重", "Schwer"));
}
