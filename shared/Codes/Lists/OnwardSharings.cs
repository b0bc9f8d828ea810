namespace InfoShare.Codes.Lists;

public static class OnwardSharings
{
    /// <summary>What those who see a record may do with it.</summary>
    public static CodeList List { get; } = new(
        "onward-sharings",
        "What those who see a record may do with it.",
        ("none", "Not to be passed on", "不得转发", "Keine Weitergabe"),
        ("originator-consent", "With the publisher's consent", "须经发布方同意", "Mit Zustimmung des Veröffentlichers"),
        ("authorities", "To authorities", "可转主管机关", "An Behörden"),
        ("free", "Free", "可自由转发", "Frei"));
}
