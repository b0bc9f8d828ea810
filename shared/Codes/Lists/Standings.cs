namespace InfoShare.Codes.Lists;

public static class Standings
{
    /// <summary>Whether a sanction can still be contested.</summary>
    public static CodeList List { get; } = new(
        "standings",
        "Whether a sanction can still be contested.",
        ("final", "Final", "已生效", "Rechtskräftig"),
        ("appealable", "Open to appeal", "可申请复议或诉讼", "Anfechtbar"),
        ("under-appeal", "Under appeal", "复议或诉讼中", "Angefochten"),
        ("annulled", "Annulled", "已撤销", "Aufgehoben"));
}
