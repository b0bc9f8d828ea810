namespace InfoShare.Codes.Lists;

public static class RiskLevels
{
    /// <summary>How dangerous a product is.</summary>
    public static CodeList List { get; } = new(
        "risk-levels",
        "How dangerous a product is.",
        ("low", "Low", "低", "Niedrig"),
        ("medium", "Medium", "中", "Mittel"),
        ("high", "High", "高", "Hoch"),
        ("serious", "Serious", "严重", "Ernst"));
}
