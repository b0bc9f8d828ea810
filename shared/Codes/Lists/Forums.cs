namespace InfoShare.Codes.Lists;

public static class Forums
{
    /// <summary>Where a case is resolved.</summary>
    public static CodeList List { get; } = new(
        "forums",
        "Where a case is resolved.",
        ("platform", "Platform", "平台", "Plattform"),
        ("odr", "Online dispute resolution", "在线争议解决", "Online-Streitbeilegung"),
        ("mediation", "Mediation", "调解", "Mediation"),
        ("arbitration", "Arbitration", "仲裁", "Schiedsverfahren"),
        ("court", "Court", "法院", "Gericht"),
        ("administrative", "Administrative authority", "行政机关", "Verwaltungsbehörde"));
}
