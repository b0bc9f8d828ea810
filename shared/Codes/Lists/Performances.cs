namespace InfoShare.Codes.Lists;

public static class Performances
{
    /// <summary>Whether the merchant has done what a sanction asks.</summary>
    public static CodeList List { get; } = new(
        "performances",
        "Whether the merchant has done what a sanction asks.",
        ("pending", "Pending", "未履行", "Ausstehend"),
        ("partial", "Partly performed", "部分履行", "Teilweise erfüllt"),
        ("performed", "Performed", "已履行", "Erfüllt"));
}
